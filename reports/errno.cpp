// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "reports/values.h"

namespace mmapck::reports {
namespace {

struct Named {
    std::int64_t number;
    const char* name;
};

// include/uapi/asm-generic/errno*.h of Linux; ascending. Not the host's numbers: a report is the same everywhere.
constexpr std::array names{
    Named{1, "EPERM"},         Named{2, "ENOENT"},         Named{3, "ESRCH"},     Named{4, "EINTR"},
    Named{5, "EIO"},           Named{6, "ENXIO"},          Named{7, "E2BIG"},     Named{8, "ENOEXEC"},
    Named{9, "EBADF"},         Named{10, "ECHILD"},        Named{11, "EAGAIN"},   Named{12, "ENOMEM"},
    Named{13, "EACCES"},       Named{14, "EFAULT"},        Named{15, "ENOTBLK"},  Named{16, "EBUSY"},
    Named{17, "EEXIST"},       Named{18, "EXDEV"},         Named{19, "ENODEV"},   Named{20, "ENOTDIR"},
    Named{21, "EISDIR"},       Named{22, "EINVAL"},        Named{23, "ENFILE"},   Named{24, "EMFILE"},
    Named{25, "ENOTTY"},       Named{26, "ETXTBSY"},       Named{27, "EFBIG"},    Named{28, "ENOSPC"},
    Named{29, "ESPIPE"},       Named{30, "EROFS"},         Named{31, "EMLINK"},   Named{32, "EPIPE"},
    Named{33, "EDOM"},         Named{34, "ERANGE"},        Named{35, "EDEADLK"},  Named{36, "ENAMETOOLONG"},
    Named{37, "ENOLCK"},       Named{38, "ENOSYS"},        Named{39, "ENOTEMPTY"}, Named{40, "ELOOP"},
    Named{42, "ENOMSG"},       Named{43, "EIDRM"},         Named{61, "ENODATA"},  Named{62, "ETIME"},
    Named{71, "EPROTO"},       Named{74, "EBADMSG"},       Named{75, "EOVERFLOW"}, Named{95, "EOPNOTSUPP"},
    Named{110, "ETIMEDOUT"},   Named{114, "EALREADY"},     Named{115, "EINPROGRESS"}, Named{116, "ESTALE"},
    Named{117, "EUCLEAN"},     Named{122, "EDQUOT"},       Named{125, "ECANCELED"}, Named{133, "EHWPOISON"},
    Named{512, "ERESTARTSYS"}, Named{517, "EPROBE_DEFER"}, Named{524, "ENOTSUPP"},
};

}  // namespace

std::string errno_name(std::int64_t number) {
    const auto found = std::lower_bound(names.begin(), names.end(), number,
                                        [](const Named& named, std::int64_t value) { return named.number < value; });
    return found != names.end() && found->number == number ? found->name : "";
}

}  // namespace mmapck::reports
