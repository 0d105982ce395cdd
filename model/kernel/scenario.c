/* SPDX-License-Identifier: Apache-2.0 */
/* Setup and end of a scenario: see <mmapck/scenario.h>. */
#include <mmapck/scenario.h>

static void setup_file(int file, const struct driver *driver, int pages, unsigned mode)
{
	inodes[file].i_size = pages;
	inodes[file].i_ino = file;
	files[file].f_op = &driver->fops;
	files[file].f_inode = &inodes[file];
	files[file].f_mapping = &inodes[file].i_data;
	files[file].f_mode = mode;
	if (driver->fops.open)
		driver->fops.open(&inodes[file], &files[file]);
}

static void setup_process(int process, int pages)
{
	(void)process;
	check(pages <= MMAPCK_NR_PAGES, "setup", "a process has at most NR_PAGES pages");
}

static void setup_open(int process, int file)
{
	fd_tables[process].open_fds |= 1u << file;
	get_file(&files[file], REF_FD);
}

static void use_process(int process)
{
	task_process[__mmapck_task()] = process;
}

static void release_files(void)
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		if (files[i].f_op && files[i].f_op->evict_inode)
			files[i].f_op->evict_inode(&inodes[i]);
}
