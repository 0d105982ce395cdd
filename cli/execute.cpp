// SPDX-License-Identifier: Apache-2.0
#include <exception>
#include <new>
#include <ostream>

#include "cli/surroundings.h"
#include "reports/ascii.h"

namespace mmapck::cli {

void complain(Surroundings& surroundings, const std::string& message) { surroundings.err << reports::folded("mmapck: " + message, 8) << "\n"; }

void print(Surroundings& surroundings, const std::vector<lang::Diagnostic>& diagnostics) {
    const std::string text = lang::to_text(diagnostics);
    if (surroundings.printed.insert(text).second) surroundings.err << text;
}

namespace {

ExitCode dispatch(const Options& options, Surroundings& surroundings) {
    if (options.version) {
        surroundings.out << "mmapck " << version << "\n";
        return ExitCode::as_expected;
    }
    if (options.help) {
        surroundings.out << help_text(options.command);
        return ExitCode::as_expected;
    }
    if (options.command == "run") return run(options, surroundings);
    if (options.command == "show") return show(options, surroundings);
    if (options.command == "size") return size(options, surroundings);
    if (options.command == "replay") return replay(options, surroundings);
    if (options.command == "list") return list(options, surroundings);
    if (options.command == "new") return make_new(options, surroundings);
    if (options.command == "export") return export_program(options, surroundings);
    if (options.command == "classes") return classes(options, surroundings);
    if (options.command == "prove") return prove(options, surroundings);
    if (options.command == "verify-certificate") return verify_certificate(options, surroundings);
    if (options.command == "graph") return graph(options, surroundings);
    if (options.command == "matrix") return matrix(options, surroundings);
    if (options.command == "diff") return diff(options, surroundings);
    if (options.command == "coverage") return coverage(options, surroundings);
    if (options.command == "explain") return explain(options, surroundings);
    if (options.command == "explore") return explore(options, surroundings);
    if (options.command == "lint") return lint(options, surroundings);
    if (options.command == "fmt") return fmt(options, surroundings);
    if (options.command == "completion") return completion(options, surroundings);
    surroundings.out << manual_page();
    return ExitCode::as_expected;
}

ExitCode internal_error(Surroundings& surroundings, const std::string& what) {
    complain(surroundings, "internal error: " + what);
    return ExitCode::internal;
}

}  // namespace

ExitCode execute(const Options& options, Surroundings& surroundings) {
    ExitCode code = ExitCode::internal;
    try {
        code = dispatch(options, surroundings);
    } catch (const checker::distributed::LostRank&) {
        throw;   // who has started the ranks knows how to end them
    } catch (const std::bad_alloc&) {
        code = internal_error(surroundings, "out of memory; --max-memory ends a search before that");
    } catch (const std::exception& error) {
        code = internal_error(surroundings, error.what());
    }
    surroundings.out.flush();
    if (surroundings.out) return code;
    complain(surroundings, "standard output cannot be written to");
    return worse(code, ExitCode::input_output);
}

}  // namespace mmapck::cli
