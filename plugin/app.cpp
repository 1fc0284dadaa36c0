#include "plugin/app.h"

#include <exception>
#include <new>

#include "lib/check/check.h"
#include "lib/monitor/printable.h"
#include "lib/net/error.h"
#include "lib/report/text.h"
#include "plugin/options.h"
#include "plugin/pages.h"
#include "plugin/usage_error.h"

namespace plugin {

namespace {

using monitor::State;

// Help and lists are no result of a check (plugin guidelines).
constexpr int page_exit_code = 3;

Outcome show(const PageRequest& request) {
  switch (request.page) {
    case Page::version:
      return {page_exit_code, version_page()};
    case Page::findings:
      return {page_exit_code, findings_page()};
    case Page::explanation:
      return {page_exit_code, explanation_page(request.explained)};
    case Page::help:
    case Page::none:
      break;
  }
  return {page_exit_code, help_page()};
}

Outcome unknown(const std::string& what, const std::string& more) {
  return {monitor::exit_code(State::unknown),
          "SMTP UNKNOWN - " +
              monitor::printable(monitor::printable_front(what, 700),
                                 monitor::Medium::plugin) +
              "\n" + more};
}

// Files are read before anything is connected.
void prepare(const check::Settings& settings, net::Network& network) {
  if (settings.trust == net::TlsTrust{}) return;
  try {
    network.prepare_tls(settings.trust);
  } catch (const net::Error& error) {
    throw UsageError(error.what());
  }
}

Outcome check_and_report(const check::Settings& settings, net::Network& network,
                         monitor::Medium medium) {
  prepare(settings, network);
  const auto result = check::run_check(settings, network);
  return {monitor::exit_code(result.state),
          report::text(result, settings, medium)};
}

}  // namespace

Outcome run(const std::vector<std::string>& words, net::Network& network,
            monitor::Medium medium, const Conceal& conceal) {
  try {
    const auto request = parse_command_line(words, conceal);
    if (const auto* page = std::get_if<PageRequest>(&request)) {
      return show(*page);
    }
    return check_and_report(std::get<check::Settings>(request), network,
                            medium);
  } catch (const UsageError& error) {
    return unknown(error.what(), short_usage());
  } catch (const std::bad_alloc&) {
    return {monitor::exit_code(State::unknown),
            "SMTP UNKNOWN - this machine is out of memory\n"};
  } catch (const std::exception& error) {
    return unknown(std::string("internal error: ") + error.what(), "");
  }
}

}  // namespace plugin
