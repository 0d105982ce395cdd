// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import.h"

#include <pthread.h>

#include "model/lang/import/context.h"
#include "model/lang/import/declarations.h"
#include "model/lang/import/parse.h"

namespace mmapck::lang {

namespace {

// Clang descends recursively, a good deal deeper than a usual stack allows for what the limits let pass.
constexpr std::size_t stack_bytes = 256u << 20;

Imported import_here(const Unit& unit) {
    Imported result;
    front::Reporter reporter(unit.shown_relative_to);
    tree::Unit tree;
    result.diagnostics = front::parse(unit, reporter, [&](clang::ASTContext& ast) {
        front::Context context{ast, reporter, tree, unit.shown_relative_to};
        front::import_declarations(context, ast.getTranslationUnitDecl());
    });
    if (result.diagnostics.empty()) {
        result.unit = std::move(tree);
    }
    return result;
}

struct Job {
    const Unit& unit;
    Imported result{};
};

void* run(void* job) {
    static_cast<Job*>(job)->result = import_here(static_cast<Job*>(job)->unit);
    return nullptr;
}

}  // namespace

Imported import(const Unit& unit) {
    Job job{unit};
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_t thread;
    const bool roomy = pthread_attr_setstacksize(&attributes, stack_bytes) == 0;
    if (roomy && pthread_create(&thread, &attributes, run, &job) == 0) {
        pthread_join(thread, nullptr);
    } else {
        run(&job);  // where address space is scarce, the caller's stack has to do
    }
    pthread_attr_destroy(&attributes);
    return std::move(job.result);
}

}  // namespace mmapck::lang
