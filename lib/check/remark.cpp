#include "lib/check/remark.h"

namespace check {

Finding make_finding(const Settings& settings, FindingId id,
                     std::optional<monitor::State> state,
                     std::optional<StageId> stage, Remark remark) {
  const auto wish = settings.states.find(id);
  const auto usual =
      state.value_or(default_state(id, settings.session_class()));
  return {id,
          wish == settings.states.end() ? usual : wish->second,
          stage,
          std::move(remark.sentence),
          std::move(remark.said),
          std::move(remark.hint),
          remark.cause};
}

}  // namespace check
