# SPDX-License-Identifier: Apache-2.0
# The one part that is linked with MPI: a module that the program loads when mpirun has started it.
find_package(MPI QUIET COMPONENTS C)
if(MPI_C_FOUND)
  add_library(mmapck_mpi MODULE checker/distributed/mpi/ranks.cpp)
  set_target_properties(mmapck_mpi PROPERTIES PREFIX "")
  target_include_directories(mmapck_mpi PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(mmapck_mpi PRIVATE MPI::MPI_C)
  add_dependencies(mmapck mmapck_mpi)
  install(TARGETS mmapck_mpi LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/mmapck)
else()
  message(STATUS "MPI (libopenmpi-dev) is missing: mpirun cannot start mmapck")
endif()
