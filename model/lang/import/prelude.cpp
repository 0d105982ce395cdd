// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <set>

#include "clang/Parse/Parser.h"
#include "model/lang/import.h"
#include "model/lang/import/context.h"
#include "model/lang/import/declarations.h"
#include "model/lang/import/files.h"
#include "model/lang/import/parse.h"

namespace mmapck::lang {

namespace {

/// The numbers of things in a tree, to come back to.
struct Sizes {
    explicit Sizes(const tree::Unit& unit)
        : files(unit.files.size()), types(unit.types.size()), structures(unit.structures.size()), variables(unit.variables.size()),
          functions(unit.functions.size()) {}

    void cut(tree::Unit& unit) const {
        unit.files.resize(files);
        unit.types.resize(types);
        unit.structures.resize(structures);
        unit.variables.resize(variables);
        unit.functions.resize(functions);
    }

    std::size_t files, types, structures, variables, functions;
};

/// Macros outlive the text that defines them. Knows what has to be undefined before the next text.
class Macros : public clang::PPCallbacks {
  public:
    Macros(const clang::Preprocessor& preprocessor, front::Parameters& parameters) : preprocessor_(preprocessor), parameters_(parameters) {}

    void MacroExpands(const clang::Token& name, const clang::MacroDefinition&, clang::SourceRange, const clang::MacroArgs*) override {
        if (preprocessor_.isParsingIfOrElifDirective()) parameters_.fix_named(name.getIdentifierInfo()->getName());
    }
    void MacroDefined(const clang::Token& name, const clang::MacroDirective* directive) override {
        const clang::IdentifierInfo* const identifier = name.getIdentifierInfo();
        const clang::MacroDirective* const before = directive->getPrevious();
        if (!names_.insert(identifier->getName().str()).second) return;
        if (before != nullptr && before->isDefined()) changes_prelude_ = true;
    }
    void MacroUndefined(const clang::Token& name, const clang::MacroDefinition& macro, const clang::MacroDirective*) override {
        if (names_.erase(name.getIdentifierInfo()->getName().str()) == 0 && macro) changes_prelude_ = true;
    }
    void PragmaDirective(clang::SourceLocation, clang::PragmaIntroducerKind) override { changes_prelude_ = true; }

    /// From now on, macros are those of a text.
    void end_prelude() {
        names_.clear();
        changes_prelude_ = false;
    }
    /// Whether the text has changed what later texts see of the prelude, or left the mark that a file is included once.
    bool changes_prelude() const { return changes_prelude_; }
    std::string undefine() const {
        std::string directives;
        for (const std::string& name : names_) directives += "#undef " + name + "\n";
        return directives;
    }

  private:
    const clang::Preprocessor& preprocessor_;
    front::Parameters& parameters_;
    std::set<std::string> names_;
    bool changes_prelude_ = false;
};

/// The directive that makes what follows the first line of a file.
std::string line_directive(const std::string& path) {
    std::string quoted;
    for (const char c : path) quoted += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    return "#line 1 \"" + quoted + "\"\n";
}

// Clang frees nothing of a text before it frees everything. Beyond this, what the prelude costs is little beside what the texts did.
constexpr std::size_t most_bytes_of_texts = 64u << 20;
constexpr std::uint32_t most_source_offset = 1u << 30;  // of the 31 bits that source locations have

}  // namespace

// Clang parses the text of a unit where the prelude ended, as it does for an interpreter's next line, and then forgets the names and macros that the
// text has declared. So that nothing of it is left, a text that declares anew what the prelude has is not imported so, and one that changes the
// prelude's macros is the last one.
class Prelude::Parsed {
  public:
    Parsed(const Unit& prelude, const std::vector<Parameter>& parameters, const std::vector<std::string>& fixed)
        : parameters_(parameters, fixed), unit_(behind(parameters_.definitions(), prelude)), reporter_(prelude.shown_relative_to), front_end_(unit_, reporter_) {
        if (front_end_.opened()) parse_prelude();
        if (reporter_.has_errors()) parameters_.fix_all();  // one of them may be to blame
        parameters_.begin_text();
        usable_ = !reporter_.has_errors() && to_fix().empty();
    }

    bool usable() const { return usable_; }

    std::vector<std::string> to_fix() const { return parameters_.to_fix(); }

    const tree::Unit* import(const std::vector<Parameter>& parameters, const Unit& unit) {
        sizes_->cut(tree_);
        parameters_.begin_text();
        if (!parameters_.bind(parameters, front_end_.ast(), tree_)) return nullptr;
        import_text(unit);
        const bool imported = !reporter_.has_errors() && forget_names() && parameters_.text_fits() && to_fix().empty();
        usable_ = imported && !macros_->changes_prelude() && has_room();
        return imported ? &tree_ : nullptr;
    }

  private:
    static Unit behind(const std::string& definitions, Unit prelude) {
        prelude.text = definitions + prelude.text;
        return prelude;
    }

    void parse_prelude() {
        clang::Sema& sema = front_end_.sema();
        front_end_.preprocessor().enableIncrementalProcessing();
        parser_ = std::make_unique<clang::Parser>(front_end_.preprocessor(), sema, /*SkipFunctionBodies=*/false);
        auto macros = std::make_unique<Macros>(front_end_.preprocessor(), parameters_);
        macros_ = macros.get();
        front_end_.preprocessor().addPPCallbacks(std::move(macros));
        front_end_.preprocessor().EnterMainSourceFile();
        parser_->Initialize();
        evaluated_ = std::make_unique<clang::EnterExpressionEvaluationContext>(sema, clang::Sema::ExpressionEvaluationContext::PotentiallyEvaluated);
        clang::Parser::DeclGroupPtrTy declared;
        for (bool ended = parser_->ParseFirstTopLevelDecl(declared); !ended;) ended = parser_->ParseTopLevelDecl(declared);
        if (reporter_.has_errors()) return;
        parameters_.find_enumerators(*front_end_.ast().getTranslationUnitDecl());
        context_ = std::make_unique<front::Context>(front::Context{front_end_.ast(), reporter_, tree_, unit_.shown_relative_to, parameters_});
        front::import_declarations(*context_, front_end_.ast().getTranslationUnitDecl()->decls());
        sizes_ = std::make_unique<Sizes>(tree_);
        names_.assign(sema.TUScope->decls().begin(), sema.TUScope->decls().end());
        std::sort(names_.begin(), names_.end());
        for (const clang::Decl* declaration : front_end_.ast().getTranslationUnitDecl()->decls()) last_ = declaration;
        used_ = front_end_.limits().used();
        bytes_ = bytes();
        macros_->end_prelude();
    }

    std::size_t bytes() { return front_end_.ast().getASTAllocatedMemory() + front_end_.ast().getSideTableAllocatedMemory(); }

    bool has_room() { return bytes() < bytes_ + most_bytes_of_texts && front_end_.sources().getNextLocalOffset() < most_source_offset; }

    /// The text as a file of its own beside the unit's, from where its includes are looked for first.
    clang::FileID file_of(const Unit& unit, clang::SourceLocation where) {
        clang::SourceManager& sources = front_end_.sema().getSourceManager();
        const std::filesystem::path path = std::filesystem::path(unit.path).parent_path() / (".text-" + std::to_string(++texts_));
        const std::string text = macros_->undefine() + line_directive(unit.path) + unit.text;
        const clang::FileEntryRef file = sources.getFileManager().getVirtualFileRef(path.string(), off_t(text.size()), 0);
        sources.overrideFileContents(file, llvm::MemoryBuffer::getMemBufferCopy(text, path.string()));
        return sources.createFileID(file, where, clang::SrcMgr::C_User);
    }

    void import_text(const Unit& unit) {
        clang::SourceManager& sources = front_end_.sema().getSourceManager();
        const clang::SourceLocation where = sources.getLocForEndOfFile(sources.getMainFileID());
        const clang::FileID file = file_of(unit, where);
        std::vector<std::string> roots = front::roots_of(unit_);
        std::ranges::move(front::roots_of(unit), std::back_inserter(roots));
        front_end_.set_roots(std::move(roots));
        front_end_.limits().set_used(used_);
        front_end_.preprocessor().EnterSourceFile(file, nullptr, where);
        parser_->ConsumeToken();  // the end of what came before
        while (!parser_->ParseTopLevelDecl()) {}
        if (reporter_.has_errors() || last_ == nullptr) return;
        front::Context context = *context_;
        auto first = clang::DeclContext::decl_iterator(const_cast<clang::Decl*>(last_));
        front::import_declarations(context, {++first, clang::DeclContext::decl_iterator()});
        for (; first != clang::DeclContext::decl_iterator(); ++first) last_ = *first;
    }

    /// False if a name of the prelude is gone, too: it was declared again.
    bool forget_names() {
        clang::Sema& sema = front_end_.sema();
        clang::Scope* const scope = sema.TUScope;
        const std::vector<clang::Decl*> now(scope->decls().begin(), scope->decls().end());
        const auto known = [&](clang::Decl* declaration) { return std::binary_search(names_.begin(), names_.end(), declaration); };
        std::size_t kept = 0;
        for (clang::Decl* declaration : now) {
            if (known(declaration)) {
                ++kept;
                continue;
            }
            auto* const named = llvm::dyn_cast<clang::NamedDecl>(declaration);
            if (named != nullptr && named->getDeclName()) sema.IdResolver.RemoveDecl(named);
            scope->RemoveDecl(declaration);
        }
        return kept == names_.size();
    }

    front::Parameters parameters_;
    const Unit unit_;
    front::Reporter reporter_;
    front::FrontEnd front_end_;
    std::unique_ptr<clang::Parser> parser_;
    std::unique_ptr<clang::EnterExpressionEvaluationContext> evaluated_;
    tree::Unit tree_;
    std::unique_ptr<front::Context> context_;      // after the prelude
    std::unique_ptr<Sizes> sizes_;                 // after the prelude
    std::vector<clang::Decl*> names_;              // that the prelude has declared, sorted
    Macros* macros_ = nullptr;                     // the preprocessor's
    front::Limits::Used used_;                     // by the prelude
    std::size_t bytes_ = 0;                        // of Clang's, after the prelude
    std::size_t texts_ = 0;
    const clang::Decl* last_ = nullptr;            // of all texts so far
    bool usable_ = false;
};

Prelude::Prelude(const Unit& prelude, const std::vector<Parameter>& parameters, const std::vector<std::string>& fixed) {
    front::on_large_stack([&] { parsed_ = std::make_unique<Parsed>(prelude, parameters, fixed); });
}

Prelude::~Prelude() = default;

bool Prelude::usable() const { return parsed_->usable(); }

std::vector<std::string> Prelude::to_fix() const { return parsed_->to_fix(); }

const tree::Unit* Prelude::import(const std::vector<Parameter>& parameters, const Unit& unit) {
    if (!usable()) return nullptr;
    const tree::Unit* result = nullptr;
    front::on_large_stack([&] { result = parsed_->import(parameters, unit); });
    return result;
}

}  // namespace mmapck::lang
