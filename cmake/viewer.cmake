# SPDX-License-Identifier: Apache-2.0
# The front end of the html report becomes a part of the room of reports.
file(GLOB viewer_files CONFIGURE_DEPENDS reports/viewer/*.js reports/viewer/*.css reports/viewer/page.html)
add_custom_command(OUTPUT ${PROJECT_BINARY_DIR}/viewer.cpp
  COMMAND ${CMAKE_COMMAND} -DSOURCE=${PROJECT_SOURCE_DIR}/reports/viewer -DOUTPUT=${PROJECT_BINARY_DIR}/viewer.cpp
          -P ${PROJECT_SOURCE_DIR}/reports/viewer/embed.cmake
  DEPENDS ${viewer_files} reports/viewer/embed.cmake VERBATIM)
target_sources(reports PRIVATE ${PROJECT_BINARY_DIR}/viewer.cpp)

if(BUILD_TESTING)
  add_test(NAME viewer COMMAND ${PROJECT_SOURCE_DIR}/reports/viewer/tests/run $<TARGET_FILE:mmapck> ${PROJECT_BINARY_DIR}/viewer_test)
  set_tests_properties(viewer PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 3600)
endif()
