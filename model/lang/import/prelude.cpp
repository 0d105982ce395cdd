// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "clang/Parse/Parser.h"
#include "model/lang/import.h"
#include "model/lang/import/context.h"
#include "model/lang/import/declarations.h"
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

/// Directives outlive a text: what it defines or includes would be there in the next one. Those that say where a line comes from do not.
bool has_directives(const std::string& text, const clang::LangOptions& language) {
    clang::Lexer lexer(clang::SourceLocation(), language, text.data(), text.data(), text.data() + text.size());
    clang::Token token;
    for (bool in_directive = false; !lexer.LexFromRawLexer(token);) {
        const bool is_name = token.is(clang::tok::raw_identifier);
        if (in_directive && !(is_name && token.getRawIdentifier() == "line")) {
            return true;
        }
        if (is_name && token.getRawIdentifier() == "_Pragma") {
            return true;
        }
        in_directive = token.is(clang::tok::hash) && token.isAtStartOfLine();
    }
    return false;
}

}  // namespace

// Clang parses the text of a unit where the prelude ended, as it does for an interpreter's next line, and then forgets the names that the text
// has declared. So that nothing of it is left, a text that declares anew what the prelude has, or that defines or includes something, is not imported so.
class Prelude::Parsed {
  public:
    Parsed(const std::string& text, const Unit& unit)
        : unit_(in_place_of(unit, text)), reporter_(unit.shown_relative_to), front_end_(unit_, reporter_) {
        if (front_end_.opened()) parse_prelude();
        usable_ = !reporter_.has_errors();
    }

    bool usable() const { return usable_; }

    const tree::Unit* import(const Unit& unit) {
        sizes_->cut(tree_);
        if (has_directives(unit.text, front_end_.ast().getLangOpts())) return nullptr;
        import_text(unit);
        usable_ = !reporter_.has_errors() && forget_names();
        return usable_ ? &tree_ : nullptr;
    }

  private:
    static Unit in_place_of(Unit unit, const std::string& text) {
        unit.text = text;
        return unit;
    }

    void parse_prelude() {
        clang::Sema& sema = front_end_.sema();
        front_end_.preprocessor().enableIncrementalProcessing();
        parser_ = std::make_unique<clang::Parser>(front_end_.preprocessor(), sema, /*SkipFunctionBodies=*/false);
        front_end_.preprocessor().EnterMainSourceFile();
        parser_->Initialize();
        evaluated_ = std::make_unique<clang::EnterExpressionEvaluationContext>(sema, clang::Sema::ExpressionEvaluationContext::PotentiallyEvaluated);
        clang::Parser::DeclGroupPtrTy declared;
        for (bool ended = parser_->ParseFirstTopLevelDecl(declared); !ended;) ended = parser_->ParseTopLevelDecl(declared);
        if (reporter_.has_errors()) return;
        context_ = std::make_unique<front::Context>(front::Context{front_end_.ast(), reporter_, tree_, unit_.shown_relative_to});
        front::import_declarations(*context_, front_end_.ast().getTranslationUnitDecl()->decls());
        sizes_ = std::make_unique<Sizes>(tree_);
        names_.assign(sema.TUScope->decls().begin(), sema.TUScope->decls().end());
        std::sort(names_.begin(), names_.end());
        for (const clang::Decl* declaration : front_end_.ast().getTranslationUnitDecl()->decls()) last_ = declaration;
    }

    void import_text(const Unit& unit) {
        clang::SourceManager& sources = front_end_.sema().getSourceManager();
        const clang::SourceLocation where = sources.getLocForEndOfFile(sources.getMainFileID());
        const clang::FileID file =
            sources.createFileID(llvm::MemoryBuffer::getMemBufferCopy(unit.text, unit.path), clang::SrcMgr::C_User, 0, 0, where);
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

    const Unit unit_;
    front::Reporter reporter_;
    front::FrontEnd front_end_;
    std::unique_ptr<clang::Parser> parser_;
    std::unique_ptr<clang::EnterExpressionEvaluationContext> evaluated_;
    tree::Unit tree_;
    std::unique_ptr<front::Context> context_;      // after the prelude
    std::unique_ptr<Sizes> sizes_;                 // after the prelude
    std::vector<clang::Decl*> names_;              // that the prelude has declared, sorted
    const clang::Decl* last_ = nullptr;            // of all texts so far
    bool usable_ = false;
};

Prelude::Prelude(const std::string& text, const Unit& unit) {
    front::on_large_stack([&] { parsed_ = std::make_unique<Parsed>(text, unit); });
}

Prelude::~Prelude() = default;

bool Prelude::usable() const { return parsed_->usable(); }

const tree::Unit* Prelude::import(const Unit& unit) {
    if (!usable()) return nullptr;
    const tree::Unit* result = nullptr;
    front::on_large_stack([&] { result = parsed_->import(unit); });
    return result;
}

}  // namespace mmapck::lang
