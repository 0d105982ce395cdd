// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "conformance/command.h"

int main(int argc, char** argv) { return int(mmapck::conformance::run_command(argc, argv, std::cout, std::cerr)); }
