// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/solver.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "checker/symbolic/s_expression.h"

extern char** environ;

namespace mmapck::checker::symbolic {

namespace {

const std::string end_of_answer = "end-of-answer";

std::string how_it_ended(int status, const std::string& said) {
    std::string reason = "the solver ended";
    if (WIFSIGNALED(status)) reason = "the solver was killed by signal " + std::to_string(WTERMSIG(status));
    else if (WIFEXITED(status) && WEXITSTATUS(status) == 127) reason = "the solver cannot be run; is z3 installed?";
    else if (WIFEXITED(status)) reason = "the solver ended with code " + std::to_string(WEXITSTATUS(status));
    if (said.find("out of memory") != said.npos) reason = "the solver ran out of memory";
    return reason;
}

}  // namespace

Solver::Solver(const SolverOptions& options) : watchdog_seconds_(options.watchdog_seconds), asked_(options.asked) {
    start(options);
    tell("(set-option :print-success false)\n(set-option :rlimit " + std::to_string(options.resources) + ")\n(set-option :smt.random_seed " +
         std::to_string(options.seed) + ")\n(set-option :sat.random_seed " + std::to_string(options.seed) + ")\n");
}

void Solver::start(const SolverOptions& options) {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return end(std::string("no socket for the solver: ") + std::strerror(errno));
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    std::string program = options.program, in = "-in", memory = "-memory:" + std::to_string(options.memory_megabytes);
    std::array<char*, 4> arguments{program.data(), in.data(), memory.data(), nullptr};
    pid_t pid = -1;
    const int error = posix_spawnp(&pid, program.c_str(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    socket_ = ends[0];
    pid_ = error == 0 ? pid : -1;
    if (error != 0) end("the solver " + options.program + " cannot be run: " + std::strerror(error));
}

Solver::~Solver() {
    if (pid_ > 0) kill(pid_, SIGKILL);
    end("");
}

/// Waits for the process and remembers why it is gone.
void Solver::end(std::string reason) {
    if (socket_ >= 0) close(socket_);
    socket_ = -1;
    if (pid_ > 0) {
        int status = 0;
        while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {}
        if (reason.empty()) reason = how_it_ended(status, buffer_);
    }
    pid_ = -1;
    reason_ = std::move(reason);
}

/// Waits until the solver can be written to (or, `writing` false, says something) and keeps what it says: a solver whose answers nobody reads would stop reading, too.
/// False if it ended or took too long.
bool Solver::wait(bool writing, std::chrono::steady_clock::time_point last) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(last - std::chrono::steady_clock::now()).count();
    pollfd waiting{socket_, short(writing ? POLLIN | POLLOUT : POLLIN), 0};
    const int ready = left > 0 ? poll(&waiting, 1, int(left)) : 0;
    if (ready < 0 && errno == EINTR) return true;
    if (ready == 0) {
        kill(pid_, SIGKILL);
        end("the solver took more than " + std::to_string(std::uint64_t(watchdog_seconds_)) + " seconds");
        return false;
    }
    if (!(waiting.revents & (POLLIN | POLLHUP | POLLERR))) return true;
    std::array<char, 65536> bytes{};
    const ssize_t size = recv(socket_, bytes.data(), bytes.size(), 0);
    if (size < 0 && errno == EINTR) return true;
    if (size > 0) buffer_.append(bytes.data(), std::size_t(size));
    else end("");
    return size > 0;
}

std::chrono::steady_clock::time_point Solver::patience() const {
    return std::chrono::steady_clock::now() + std::chrono::duration_cast<std::chrono::steady_clock::duration>(std::chrono::duration<double>(watchdog_seconds_));
}

void Solver::tell(std::string_view commands) {
    const auto last = patience();
    while (pid_ > 0 && !commands.empty()) {
        const ssize_t sent = send(socket_, commands.data(), commands.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0) commands.remove_prefix(std::size_t(sent));
        else if (!wait(true, last)) return;
    }
}

/// Reads until a mark. False if the solver ended or took too long.
bool Solver::receive(std::string& text, const std::string& until) {
    const auto last = patience();
    std::size_t looked_at = 0;
    while (pid_ > 0) {
        if (const std::size_t at = buffer_.find(until, looked_at); at != buffer_.npos) {
            text = buffer_.substr(0, at);
            buffer_.erase(0, at + until.size());
            return true;
        }
        looked_at = buffer_.size() < until.size() ? 0 : buffer_.size() - until.size();
        if (!wait(false, last)) return false;
    }
    return false;
}

std::string Solver::ask(std::string_view command) {
    if (asked_) asked_();
    tell(command);
    tell("\n(echo \"" + end_of_answer + "\")\n");
    std::string text;
    if (!receive(text, end_of_answer + "\n")) return "";
    reason_.clear();
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

Answer Solver::check(const std::vector<std::string>& literals) {
    std::string command = literals.empty() ? "(check-sat)" : "(check-sat-assuming (";
    for (const std::string& literal : literals) command += literal + " ";
    if (!literals.empty()) command += "))";
    const std::string answer = ask(command);
    if (!alive()) return Answer::unknown;
    if (answer == "unsat") return Answer::unsatisfiable;
    if (answer == "sat") return Answer::satisfiable;
    const bool asked = answer == "unknown" || answer.find("canceled") != answer.npos || answer.find("resource") != answer.npos;
    reason_ = asked ? resources_used_up : "the solver answered: " + answer.substr(0, answer.find('\n'));
    return Answer::unknown;
}

std::map<std::string, std::int64_t> Solver::values(const std::vector<std::string>& names) {
    std::map<std::string, std::int64_t> found;
    if (names.empty()) return found;
    std::string command = "(get-value (";
    for (const std::string& name : names) command += name + " ";
    const SExpression answer = read_s_expression(ask(command + "))"));
    for (const SExpression& pair : answer.items)
        if (pair.items.size() == 2) found[pair.items[0].atom] = number_of(pair.items[1]);
    return found;
}

std::string Solver::version() {
    const std::string answer = ask("(get-info :version)");
    const std::size_t from = answer.find('"'), to = answer.rfind('"');
    return from == answer.npos || to <= from ? "" : answer.substr(from + 1, to - from - 1);
}

}  // namespace mmapck::checker::symbolic
