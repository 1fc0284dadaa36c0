#include "plugin/draft.h"

#include <stdexcept>

#include "lib/check/stage.h"
#include "lib/monitor/ascii.h"
#include "plugin/login_options.h"
#include "plugin/mail_options.h"
#include "plugin/tls_options.h"
#include "plugin/usage_error.h"
#include "plugin/values.h"

namespace plugin {

namespace {

using check::Settings;
using check::StageId;
using monitor::equal_ignoring_case;

// -H counts; without it the first word is the host. A word on the command line
// wins over a host from an ini file.
std::string host_text(Draft& draft) {
  const bool word_is_host =
      !draft.host || draft.host_source == Source::ini_file;
  if (word_is_host && !draft.words.empty()) {
    draft.host = draft.words.front();
    draft.words.erase(draft.words.begin());
  }
  if (!draft.words.empty()) {
    throw UsageError("a word is left over: " + quoted(draft.words.front()));
  }
  if (!draft.settings.mx.empty()) return draft.settings.mx;
  return draft.host.value_or("127.0.0.1");
}

// Credentials go to no host that the DNS names, and a probe message to no
// other than the one that is meant.
void refuse_beside_mx(const Draft& draft) {
  const auto& settings = draft.settings;
  if (settings.mx.empty()) return;
  const auto refuse = [](bool given, const std::string& what) {
    if (given) throw UsageError("--mx excludes " + what);
  };
  refuse(draft.host.has_value(), "-H");
  refuse(!draft.words.empty(), "a host word");
  refuse(draft.lmtp, "--lmtp");
  refuse(draft.login.mechanism.has_value(), "-A");
  refuse(draft.login.user.has_value(), "-U");
  refuse(settings.message.send, "--send");
}

std::uint16_t usual_port(const Draft& draft) {
  if (draft.settings.submission) return draft.tls.implicit ? 465 : 587;
  if (draft.lmtp) return 24;
  return draft.tls.implicit ? 465 : 25;
}

void settle_port(Draft& draft, const Target& target) {
  auto& settings = draft.settings;
  if (settings.local_socket() && draft.port) {
    throw UsageError("-p does not go with the UNIX socket " +
                     quoted(settings.host));
  }
  if (target.port && draft.port && *target.port != *draft.port) {
    throw UsageError("two ports: " + std::to_string(*target.port) +
                     " with the host and -p " + std::to_string(*draft.port));
  }
  settings.port = target.port.value_or(draft.port.value_or(usual_port(draft)));
}

void settle_families(Draft& draft) {
  using net::AddressFamilies;
  auto& settings = draft.settings;
  // Icinga can send both, which is no restriction.
  if (draft.ipv4 == draft.ipv6) return;
  settings.families =
      draft.ipv4 ? AddressFamilies::ipv4_only : AddressFamilies::ipv6_only;
  const auto address = net::parse_address(settings.host);
  if (!address) return;
  if ((address->family == net::Family::ipv4) != draft.ipv4) {
    throw UsageError(quoted(settings.host) +
                     " is no address of the family of " +
                     (draft.ipv4 ? "-4" : "-6"));
  }
}

void check_identity(const Settings& settings) {
  if (settings.check_ptr && settings.local_socket()) {
    throw UsageError("--check-ptr: a UNIX socket has no address");
  }
}

void settle_proxy(Draft& draft) {
  using net::ProxyProtocol;
  auto& version = draft.settings.proxy;
  if (draft.proxy && version == ProxyProtocol::off) version = ProxyProtocol::v1;
}

void settle_hello(Draft& draft) {
  if (draft.helo && draft.lmtp) throw UsageError("--helo excludes --lmtp");
  if (draft.helo && !draft.settings.required.empty()) {
    throw UsageError("--helo excludes --require-extension: HELO has none");
  }
  if (draft.helo && draft.settings.tls == check::TlsMode::starttls) {
    throw UsageError("--helo excludes STARTTLS, which only EHLO announces");
  }
  if (draft.helo) draft.settings.hello = check::Hello::helo;
  if (draft.lmtp) draft.settings.hello = check::Hello::lhlo;
}

// Marks the lines that stand between -C DATA and its ".".
void mark_message_text(Settings& settings) {
  bool text = false;
  for (auto& command : settings.commands) {
    if (text && command.line == ".") text = false;
    command.message_text = text;
    std::string_view rest = command.line;
    if (!text && equal_ignoring_case(monitor::take_word(rest), "DATA")) {
      text = true;
    }
  }
}

// The message of --send needs a session that stands and takes commands.
void reject_commands_before_send(const Settings& settings) {
  if (!settings.message.send) return;
  bool text = false;
  for (const auto& command : settings.commands) {
    if (command.message_text) continue;
    std::string_view rest = command.line;
    const auto verb = monitor::take_word(rest);
    for (const std::string_view last : {"QUIT", "STARTTLS"}) {
      if (!equal_ignoring_case(verb, last)) continue;
      throw UsageError("-C " + quoted(command.line) +
                       " ends the session before the message of --send");
    }
    text = equal_ignoring_case(verb, "DATA");
  }
  if (text) {
    throw UsageError("-C DATA without a -C . leaves no way to --send");
  }
}

// Nothing can follow the end of the session.
void reject_commands_behind_quit(const Settings& settings) {
  for (std::size_t i = 0; i + 1 < settings.commands.size(); ++i) {
    const auto& command = settings.commands[i];
    if (!command.message_text && equal_ignoring_case(command.line, "QUIT")) {
      // Its first word alone: behind AUTH stands a secret.
      std::string_view next = settings.commands[i + 1].line;
      throw UsageError("-C " + quoted(monitor::take_word(next)) +
                       " comes after -C QUIT");
    }
  }
}

void settle_responses(Draft& draft) {
  auto& commands = draft.settings.commands;
  mark_message_text(draft.settings);
  reject_commands_behind_quit(draft.settings);
  reject_commands_before_send(draft.settings);
  for (std::size_t i = 0; i < draft.responses.size(); ++i) {
    const auto& expression = draft.responses[i];
    if (i >= commands.size()) {
      throw UsageError("-R " + quoted(expression) + " has no -C");
    }
    if (commands[i].message_text) {
      throw UsageError("-R " + quoted(expression) +
                       " falls on a line of the message");
    }
    try {
      commands[i].response.emplace(expression);
    } catch (const std::invalid_argument& error) {
      throw UsageError("no regular expression: " + quoted(expression) + ": " +
                       error.what());
    }
  }
}

void require_before_until(const Settings& settings, bool given, StageId needed,
                          std::string_view option) {
  if (given && settings.until &&
      check::comes_before(*settings.until, needed, settings)) {
    throw UsageError(std::string(option) + " needs the stage " +
                     std::string(name(needed)) + ", but the session ends at " +
                     std::string(name(*settings.until)));
  }
}

void check_until(const Draft& draft) {
  const auto& settings = draft.settings;
  const auto last_ehlo = settings.tls == check::TlsMode::starttls
                             ? StageId::ehlo_tls
                             : StageId::ehlo;
  const auto need = [&](bool given, StageId needed, std::string_view option) {
    require_before_until(settings, given, needed, option);
  };
  need(settings.source_address.has_value(), StageId::connect,
       "--source-address");
  need(settings.proxy != net::ProxyProtocol::off, StageId::connect, "--proxy");
  need(settings.check_ptr, StageId::connect, "--check-ptr");
  need(!settings.expect.empty(), StageId::banner, "-e");
  need(settings.banner_hostname.has_value(), StageId::banner,
       "--banner-hostname");
  need(settings.tls == check::TlsMode::starttls, StageId::starttls, "STARTTLS");
  need(settings.tls == check::TlsMode::implicit, StageId::tls, "-s");
  need(!draft.tls.implied.empty(), StageId::tls, draft.tls.implied);
  need(!settings.ehlo_name.empty(), StageId::ehlo, "-F");
  need(draft.helo, StageId::ehlo, "--helo");
  need(draft.lmtp, StageId::ehlo, "--lmtp");
  need(settings.ehlo_hostname.has_value(), StageId::ehlo, "--ehlo-hostname");
  need(!settings.required.empty(), StageId::ehlo, "--require-extension");
  need(!settings.forbidden.empty(), StageId::ehlo, "--forbid-extension");
  for (const auto* list : {&settings.required, &settings.forbidden}) {
    for (const auto& condition : *list) {
      if (condition.phase != smtp::Phase::tls) continue;
      need(true, last_ehlo, condition.text);
    }
  }
  need(settings.login.wanted(), StageId::auth, "-A");
  need(!settings.rejects.empty(), StageId::relay, "--reject");
  need(settings.from && settings.has_transaction(), StageId::mail, "-f");
  need(settings.size.has_value(), StageId::mail, "--size");
  need(!settings.recipients.empty(), StageId::rcpt, "--to");
  need(!settings.commands.empty(), StageId::command, "-C");
  need(settings.message.send, StageId::message, "--send");
  for (const auto* list : {&settings.warning, &settings.critical}) {
    for (const auto& threshold : *list) {
      // QUIT follows wherever the session ends.
      if (!threshold.stage || *threshold.stage == StageId::quit) continue;
      need(true, *threshold.stage,
           "a threshold for " + std::string(name(*threshold.stage)));
    }
  }
  // Nothing is to be looked up for an address, which is as good as done.
  if (settings.until && *settings.until != StageId::dns &&
      !check::goes_through(*settings.until, settings)) {
    throw UsageError("--until " + std::string(name(*settings.until)) +
                     ": this session has no such stage");
  }
}

}  // namespace

Settings finish(Draft draft) {
  refuse_beside_mx(draft);
  const auto target = parse_target(host_text(draft));
  draft.settings.host = target.host;
  settle_port(draft, target);
  settle_families(draft);
  check_identity(draft.settings);
  settle_tls(draft);
  settle_proxy(draft);
  settle_hello(draft);
  settle_responses(draft);
  settle_mail(draft);
  settle_login(draft);
  check_until(draft);
  return std::move(draft.settings);
}

}  // namespace plugin
