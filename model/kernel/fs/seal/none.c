/* SPDX-License-Identifier: Apache-2.0 */
/* No seal design: the file system comes with the drivers that need it, by <mmapck/seal.h>. */
