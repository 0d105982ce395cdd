# SPDX-License-Identifier: Apache-2.0
#
# mmapck_add_scenarios(FOLDER [OPTIONS option...])
#
# A test named mmapck/... for each scenario (*.json) below FOLDER, labelled mmapck. A search that a budget ends is
# skipped. MMAPCK_EXECUTABLE is the command; it is looked for on the PATH if it is not set.
function(mmapck_add_scenarios folder)
  cmake_parse_arguments(scenarios "" "" "OPTIONS" ${ARGN})
  find_program(MMAPCK_EXECUTABLE mmapck REQUIRED)
  get_filename_component(folder "${folder}" ABSOLUTE)
  file(GLOB_RECURSE found CONFIGURE_DEPENDS RELATIVE "${folder}" "${folder}/*.json")
  list(FILTER found EXCLUDE REGEX "\\.trace\\.json$|(^|/)schema/|(^|/)\\.")
  foreach(scenario IN LISTS found)
    add_test(NAME "mmapck/${scenario}" COMMAND "${MMAPCK_EXECUTABLE}" run ${scenarios_OPTIONS} "${scenario}" WORKING_DIRECTORY "${folder}")
    set_tests_properties("mmapck/${scenario}" PROPERTIES SKIP_RETURN_CODE 4 LABELS mmapck)
  endforeach()
endfunction()
