#include "plugin/options.h"

#include "plugin/extra_opts.h"
#include "plugin/tokenizer.h"
#include "plugin/usage_error.h"

namespace plugin {

namespace {

void apply_option(const Token& token, Draft& draft) {
  try {
    token.option->apply(draft, token.value);
  } catch (const UsageError& error) {
    throw UsageError(error.what() + quotes_hint(token.value.value_or("")));
  }
}

void apply_tokens(const std::vector<Token>& tokens, Draft& draft) {
  for (const auto& token : tokens) {
    if (token.option != nullptr) {
      apply_option(token, draft);
    } else if (draft.source == Source::command_line) {
      draft.words.push_back(*token.value);
    } else {
      throw UsageError("a word is left over in the ini file: " +
                       quoted(*token.value));
    }
  }
}

// Options of ini files come first, so that the command line wins.
void apply_ini(const std::vector<Token>& command_line, Draft& draft) {
  draft.source = Source::ini_file;
  for (const auto& token : command_line) {
    if (token.option == nullptr || token.option->takes != Takes::section) {
      continue;
    }
    apply_tokens(tokenize(words_from_ini(token.value)), draft);
  }
  draft.source = Source::command_line;
  draft.states_given.clear();
}

// All of them, those too that a later one makes void.
void conceal_passwords(const std::vector<Token>& tokens,
                       const Conceal& conceal) {
  if (!conceal) return;
  for (const auto& token : tokens) {
    const bool password =
        token.option != nullptr && token.option->letter == 'P';
    if (password && token.value) conceal(*token.value);
  }
}

}  // namespace

Request parse_command_line(const std::vector<std::string>& words,
                           const Conceal& conceal) {
  const auto tokens = tokenize(words);
  if (tokens.empty()) throw UsageError("no host and no option given");
  conceal_passwords(tokens, conceal);
  Draft draft;
  apply_ini(tokens, draft);
  apply_tokens(tokens, draft);
  if (draft.page != Page::none) return PageRequest{draft.page, draft.explained};
  return finish(std::move(draft));
}

}  // namespace plugin
