// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <ostream>

namespace mmapck::cli {

namespace {

constexpr std::size_t columns = 79;

/// Bytes of memory that this process has now.
double resident_bytes() {
    std::ifstream statistics("/proc/self/statm");
    double all = 0, resident = 0;
    statistics >> all >> resident;
    return resident * double(sysconf(_SC_PAGESIZE));
}

double seconds_since(std::chrono::steady_clock::time_point begun) { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count(); }

}  // namespace

std::string short_number(double number) {
    constexpr const char* units[] = {"", "k", "M", "G", "T"};
    int unit = 0;
    for (; number >= 999.5 && unit < 4; ++unit) number /= 1000;
    char text[32];
    std::snprintf(text, sizeof text, unit > 0 && number < 99.95 ? "%.1f%s" : "%.0f%s", number, units[unit]);
    return text;
}

std::string short_time(double seconds) {
    if (seconds < 100) return std::to_string(std::lround(seconds)) + " s";
    if (seconds < 6000) return std::to_string(std::lround(seconds / 60)) + " min";
    return std::to_string(std::lround(seconds / 3600)) + " h";
}

Progress::~Progress() { clear(); }

void Progress::begin(std::size_t index, const std::string& what) {
    if (!shown_) return;
    const std::lock_guard lock(mutex_);
    running_[index] = {what, "", 0, 0, 0, Clock::now()};
}

void Progress::update(std::size_t index, std::uint64_t states, std::uint64_t frontier) {
    if (!shown_) return;
    const std::lock_guard lock(mutex_);
    Search& search = running_[index];
    search.states = states;
    search.frontier = frontier;
}

void Progress::tell(std::size_t index, const std::string& words) {
    if (!shown_) return;
    const std::lock_guard lock(mutex_);
    running_[index].words = words;
}

void Progress::expect(std::size_t index, std::uint64_t states) {
    if (!shown_) return;
    const std::lock_guard lock(mutex_);
    running_[index].expected = states;
}

void Progress::end(std::size_t index) {
    if (!shown_) return;
    const std::lock_guard lock(mutex_);
    running_.erase(index);
}

/// What runs longest, with its numbers; then what the whole run needs.
std::string Progress::line() {
    const std::lock_guard lock(mutex_);
    std::string numbers = ", " + short_number(resident_bytes()) + "B";
    if (done_ > 0) numbers += ", " + short_time(seconds_since(begun_) / double(done_) * double(count_ - done_)) + " left";
    std::string what = std::to_string(done_) + "/" + std::to_string(count_);
    if (!running_.empty()) {
        const Search& search = running_.begin()->second;
        what += " " + search.what;
        if (search.states > 0)
            numbers = ": " + short_number(double(search.states)) + (search.expected > search.states ? " of some " + short_number(double(search.expected)) : "") + " states, " + short_number(double(search.frontier)) + " to go, " +
                      short_number(double(search.states) / std::max(0.001, seconds_since(search.begun))) + "/s" + numbers;
        if (!search.words.empty()) numbers = ": " + search.words + ", " + short_time(seconds_since(search.begun)) + numbers;
        if (running_.size() > 1) what += " +" + std::to_string(running_.size() - 1);
    }
    const std::size_t room = columns - std::min(columns - 20, numbers.size());
    if (what.size() > room) what = what.substr(0, room - 12) + "..." + what.substr(what.size() - 9);
    return what + numbers;
}

void Progress::draw() {
    if (!shown_) return;
    out_ << "\r\x1b[K" << line().substr(0, columns) << std::flush;
    drawn_ = true;
}

void Progress::clear() {
    if (drawn_) out_ << "\r\x1b[K" << std::flush;
    drawn_ = false;
}

}  // namespace mmapck::cli
