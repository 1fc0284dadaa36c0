// A refusal, taken apart for finding its cause.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/check/stage_id.h"
#include "lib/smtp/reply.h"

namespace check {

struct Refusal {
  StageId stage;
  int code;
  std::optional<smtp::EnhancedCode> enhanced;  // wherever it stands in the text
  std::vector<std::string> words;              // smtp::words_of

  bool temporary() const { return code / 100 == 4; }
  bool permanent() const { return code / 100 == 5; }
  bool has_subject(int subject) const {
    return enhanced && enhanced->subject == subject;
  }
};

}  // namespace check
