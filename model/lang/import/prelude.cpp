// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include "clang/Parse/Parser.h"
#include "model/lang/import.h"
#include "model/lang/import/context.h"
#include "model/lang/import/declarations.h"
#include "model/lang/import/files.h"
#include "model/lang/import/macros.h"
#include "model/lang/import/parse.h"

namespace mmapck::lang {

namespace {

/// What is known behind a text that others go on from.
struct Level {
    front::Context context;
    front::Parameters parameters;
    front::Limits::Used used;
    std::vector<clang::Decl*> names;   // that are declared, sorted
    std::size_t files, types, structures, variables, functions;   // of the tree

    Level(front::FrontEnd& front_end, front::Context imported)
        : context(std::move(imported)), parameters(context.parameters), used(front_end.limits().used()),
          names(front_end.sema().TUScope->decls().begin(), front_end.sema().TUScope->decls().end()), files(context.unit.files.size()),
          types(context.unit.types.size()), structures(context.unit.structures.size()), variables(context.unit.variables.size()),
          functions(context.unit.functions.size()) {
        std::sort(names.begin(), names.end());
    }

    bool declares(clang::Decl* declaration) const { return std::binary_search(names.begin(), names.end(), declaration); }

    /// Drops what has come into the tree since.
    void cut(tree::Unit& unit) const {
        unit.files.resize(files);
        unit.types.resize(types);
        unit.structures.resize(structures);
        unit.variables.resize(variables);
        unit.functions.resize(functions);
    }
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
// prelude's macros is the last one. A header is a second prelude behind the first, which is forgotten as a text is once another one comes.
class Prelude::Parsed {
  public:
    Parsed(const Unit& prelude, const std::vector<Parameter>& parameters, const std::vector<std::string>& fixed)
        : parameters_(parameters, fixed), unit_(behind(parameters_.definitions(), prelude)), reporter_(prelude.shown_relative_to), front_end_(unit_, reporter_) {
        if (front_end_.opened()) parse_prelude();
        if (reporter_.has_errors()) parameters_.fix_all();  // one of them may be to blame
        usable_ = !reporter_.has_errors() && to_fix().empty();
    }

    bool usable() const { return usable_; }

    std::vector<std::string> to_fix() const { return parameters_.to_fix(); }

    const tree::Unit* import(const std::vector<Parameter>& parameters, const Unit& header, const Unit& unit) {
        const bool imported = go_behind(header) && bind(parameters) && import_text(is_level(header) ? unit : behind(header.text, unit));
        return imported ? &tree_ : nullptr;
    }

  private:
    static Unit behind(const std::string& first, Unit unit) {
        unit.text = first + unit.text;
        return unit;
    }

    void parse_prelude() {
        clang::Sema& sema = front_end_.sema();
        front_end_.preprocessor().enableIncrementalProcessing();
        parser_ = std::make_unique<clang::Parser>(front_end_.preprocessor(), sema, /*SkipFunctionBodies=*/false);
        auto macros = std::make_unique<front::Macros>(front_end_.preprocessor(), parameters_);
        macros_ = macros.get();
        front_end_.preprocessor().addPPCallbacks(std::move(macros));
        front_end_.preprocessor().EnterMainSourceFile();
        parser_->Initialize();
        evaluated_ = std::make_unique<clang::EnterExpressionEvaluationContext>(sema, clang::Sema::ExpressionEvaluationContext::PotentiallyEvaluated);
        clang::Parser::DeclGroupPtrTy declared;
        for (bool ended = parser_->ParseFirstTopLevelDecl(declared); !ended;) ended = parser_->ParseTopLevelDecl(declared);
        if (reporter_.has_errors()) return;
        parameters_.find_enumerators(*front_end_.ast().getTranslationUnitDecl());
        front::Context context{front_end_.ast(), reporter_, tree_, unit_.shown_relative_to, parameters_};
        front::import_declarations(context, front_end_.ast().getTranslationUnitDecl()->decls());
        prelude_ = std::make_unique<Level>(front_end_, std::move(context));
        for (const clang::Decl* declaration : front_end_.ast().getTranslationUnitDecl()->decls()) last_ = declaration;
        bytes_ = bytes();
        macros_->end_prelude();
    }

    std::size_t bytes() { return front_end_.ast().getASTAllocatedMemory() + front_end_.ast().getSideTableAllocatedMemory(); }

    bool has_room() { return bytes() < bytes_ + most_bytes_of_texts && front_end_.sources().getNextLocalOffset() < most_source_offset; }

    /// What the next text goes on from.
    const Level& before_text() const { return header_ ? *header_ : *prelude_; }

    static std::string key_of(const Unit& header) {
        std::string key = header.text + '\0' + std::filesystem::path(header.path).parent_path().string();
        for (const std::string& folder : header.include_dirs) key += '\0' + folder;
        return key;
    }

    bool is_level(const Unit& header) const { return header.text.empty() || header_ != nullptr; }

    /// So that the next text is parsed behind the header, if that can be a second prelude. False where there is something to report.
    bool go_behind(const Unit& header) {
        std::string key = key_of(header);
        if (header_ && key != header_key_) forget_header();
        before_text().cut(tree_);
        if (is_level(header) || no_levels_.contains(key)) return true;
        parameters_.go_on_with_prelude(front_end_.ast());
        std::optional<front::Context> context = parse(header);
        usable_ = context && is_declared(*prelude_);
        if (!usable_) return false;
        // Not where the prelude would have to be parsed for each value, or where variables would come in another order than in a whole.
        const bool fits = to_fix().empty() && context->has_static_locals == prelude_->context.has_static_locals;
        header_ = std::make_unique<Level>(front_end_, std::move(*context));
        macros_->end_header();
        if (fits) {
            header_key_ = std::move(key);
        } else {
            no_levels_.insert(std::move(key));
            forget_header();
            prelude_->cut(tree_);
        }
        return true;
    }

    void forget_header() {
        forget_names_behind(*prelude_);
        macros_->forget_header();
        parameters_ = prelude_->parameters;
        header_ = nullptr;
    }

    bool bind(const std::vector<Parameter>& parameters) {
        parameters_.begin_text();
        return parameters_.bind(parameters, front_end_.ast(), tree_);
    }

    bool import_text(const Unit& unit) {
        const bool imported = parse(unit) && is_declared(before_text()) && parameters_.text_fits() && to_fix().empty();
        if (!reporter_.has_errors()) forget_names_behind(before_text());
        usable_ = imported && !macros_->changes_others() && has_room();
        return imported;
    }

    /// The text as a file of its own beside the unit's, from where its includes are looked for first.
    clang::FileID file_of(const Unit& unit, clang::SourceLocation where) {
        clang::SourceManager& sources = front_end_.sema().getSourceManager();
        const std::filesystem::path path = std::filesystem::path(unit.path).parent_path() / (".text-" + std::to_string(++texts_));
        const std::string text = macros_->undefine() + line_directive(unit.path) + unit.text;
        const clang::FileEntryRef file = sources.getFileManager().getVirtualFileRef(path.string(), off_t(text.size()), 0);
        sources.overrideFileContents(file, llvm::MemoryBuffer::getMemBufferCopy(text, path.string()));
        return sources.createFileID(file, where, clang::SrcMgr::C_User);
    }

    /// What is known behind the text; none where there is something to report.
    std::optional<front::Context> parse(const Unit& unit) {
        clang::SourceManager& sources = front_end_.sema().getSourceManager();
        const clang::SourceLocation where = sources.getLocForEndOfFile(sources.getMainFileID());
        const clang::FileID file = file_of(unit, where);
        std::vector<std::string> roots = front::roots_of(unit_);
        std::ranges::move(front::roots_of(unit), std::back_inserter(roots));
        front_end_.set_roots(std::move(roots));
        front_end_.limits().set_used(before_text().used);
        front_end_.preprocessor().EnterSourceFile(file, nullptr, where);
        parser_->ConsumeToken();  // the end of what came before
        while (!parser_->ParseTopLevelDecl()) {}
        if (reporter_.has_errors() || last_ == nullptr) return std::nullopt;
        std::optional<front::Context> context(before_text().context);
        auto first = clang::DeclContext::decl_iterator(const_cast<clang::Decl*>(last_));
        front::import_declarations(*context, {++first, clang::DeclContext::decl_iterator()});
        for (; first != clang::DeclContext::decl_iterator(); ++first) last_ = *first;
        if (reporter_.has_errors()) context.reset();
        return context;
    }

    /// Whether all names of the level are declared as they were there: none was declared again.
    bool is_declared(const Level& level) {
        const auto& now = front_end_.sema().TUScope->decls();
        return std::size_t(std::count_if(now.begin(), now.end(), [&](clang::Decl* declaration) { return level.declares(declaration); })) == level.names.size();
    }

    void forget_names_behind(const Level& level) {
        clang::Sema& sema = front_end_.sema();
        clang::Scope* const scope = sema.TUScope;
        for (clang::Decl* declaration : std::vector<clang::Decl*>(scope->decls().begin(), scope->decls().end())) {
            if (level.declares(declaration)) continue;
            auto* const named = llvm::dyn_cast<clang::NamedDecl>(declaration);
            if (named != nullptr && named->getDeclName()) sema.IdResolver.RemoveDecl(named);
            scope->RemoveDecl(declaration);
        }
    }

    front::Parameters parameters_;
    const Unit unit_;
    front::Reporter reporter_;
    front::FrontEnd front_end_;
    std::unique_ptr<clang::Parser> parser_;
    std::unique_ptr<clang::EnterExpressionEvaluationContext> evaluated_;
    tree::Unit tree_;
    std::unique_ptr<Level> prelude_, header_;
    std::string header_key_;
    std::set<std::string> no_levels_;              // keys of headers that are parsed with each text
    front::Macros* macros_ = nullptr;              // the preprocessor's
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

const tree::Unit* Prelude::import(const std::vector<Parameter>& parameters, const Unit& header, const Unit& unit) {
    if (!usable()) return nullptr;
    const tree::Unit* result = nullptr;
    front::on_large_stack([&] { result = parsed_->import(parameters, header, unit); });
    return result;
}

}  // namespace mmapck::lang
