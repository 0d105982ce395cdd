/* SPDX-License-Identifier: Apache-2.0 */
/* Error numbers, with the values that Linux uses on every architecture that
 * follows asm-generic.  Functions return them negated. */
#ifndef MMAPCK_ERRNO_H
#define MMAPCK_ERRNO_H

#define EPERM		1	/* not permitted */
#define ENOENT		2	/* no such file */
#define EINTR		4	/* a fatal signal is pending */
#define EIO		5	/* the device failed */
#define ENXIO		6	/* no such device or address */
#define ENOEXEC		8	/* the file cannot be mapped this way */
#define EBADF		9	/* not an open file descriptor */
#define EAGAIN		11	/* try again, or RLIMIT_MEMLOCK */
#define EWOULDBLOCK	EAGAIN	/* it would have to wait */
#define ENOMEM		12	/* out of memory, or a limit */
#define EACCES		13	/* permission denied */
#define EFAULT		14	/* bad address */
#define EBUSY		16	/* in use */
#define EEXIST		17	/* MAP_FIXED_NOREPLACE over a mapping */
#define ENODEV		19	/* the file cannot be mapped */
#define EINVAL		22	/* bad argument */
#define ENFILE		23	/* too many files */
#define ETXTBSY		26	/* the file is a swap file or runs */
#define EFBIG		27	/* beyond the largest file */
#define ENOSPC		28	/* no space */
#define EDOM		33	/* out of a function's domain */
#define ENOSYS		38	/* not implemented */
#define EIDRM		43	/* the identifier was removed */
#define EBADE		52	/* the files differ */
#define EOVERFLOW	75	/* offset does not fit */
#define EOPNOTSUPP	95	/* not supported */
#define EDQUOT		122	/* over quota */

#define MAX_ERRNO	127	/* no error here is larger */

#endif /* MMAPCK_ERRNO_H */
