/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of a file system with DAX. Its mmap hooks are those of the seal design
 * that the scenario chooses (model/kernel/fs/seal).
 */
#include <mmapck/driver.h>
#include <mmapck/seal.h>

DRIVER(dax, .open = xfs_file_open, XFS_FILE_MMAP_HOOKS);
