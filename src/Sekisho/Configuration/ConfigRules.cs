using System.Net.Sockets;
using Sekisho.Configuration.Values;

namespace Sekisho.Configuration;

/// <summary>What must hold between settings.</summary>
internal static class ConfigRules
{
    /// <summary>One organisation's largest networks.</summary>
    private const int WidestExemptV4 = 8;
    private const int WidestExemptV6 = 32;

    /// <summary>Checks all rules and tells what does not hold, at the setting that the file gives.</summary>
    public static void Check(SekishoConfig config, ConfigBinder places, ConfigErrors errors)
    {
        CheckTls(config, places, errors);
        CheckQueue(config, places, errors);
        CheckLimits(config, places, errors);
        CheckListen(config, places, errors);
        CheckInspect(config, places, errors);
        CheckExempt(config, places, errors);
        CheckReports(config, places, errors);
    }

    // Reports are written in ASCII, so that every receiver takes them (RFC 6531 is not everywhere).
    private static void CheckReports(SekishoConfig config, ConfigBinder places, ConfigErrors errors)
    {
        if (config.Reports.From is not { } from || System.Text.Ascii.IsValid(from.Text)) return;
        errors.Add(places.PlaceOf("reports.from"), "reports.from", $"'{from.Text}' is not ASCII.", "Write the domain as A-labels (xn--…), and choose a local part in ASCII.");
    }

    private static void CheckTls(SekishoConfig config, ConfigBinder places, ConfigErrors errors)
    {
        if (config.Tls.Certificate is null == config.Tls.Key is null) return;
        var given = config.Tls.Certificate is null ? "tls.key" : "tls.certificate";
        var missing = config.Tls.Certificate is null ? "tls.certificate" : "tls.key";
        errors.Add(places.PlaceOf(given), given, $"{missing} is not given.", "Give both, or remove both for a self-signed certificate.");
    }

    private static void CheckQueue(SekishoConfig config, ConfigBinder places, ConfigErrors errors)
    {
        var queue = config.Queue;
        if (queue.FirstRetrySeconds > queue.LongestRetrySeconds)
            Tell("queue.firstRetrySeconds", "queue.longestRetrySeconds", $"The first wait ({queue.FirstRetrySeconds} seconds) is longer than the longest ({queue.LongestRetrySeconds}).", "Make queue.firstRetrySeconds at most queue.longestRetrySeconds.");
        if (queue.DelayNoticeHours >= queue.MaxAgeHours)
            Tell("queue.delayNoticeHours", "queue.maxAgeHours", $"The notice of a delay ({queue.DelayNoticeHours} hours) would come after the message is given up ({queue.MaxAgeHours} hours).", "Make queue.delayNoticeHours less than queue.maxAgeHours, or 0 for no notice.");

        void Tell(string one, string other, string problem, string advice) => errors.Add(At(places, one, other, out var key), key, problem, advice);
    }

    private static void CheckLimits(SekishoConfig config, ConfigBinder places, ConfigErrors errors)
    {
        var limits = config.Limits;
        if (limits.MessageBytes > limits.InFlightBytes)
            Tell("limits.inFlightBytes", "limits.messageBytes", $"One message of limits.messageBytes ({limits.MessageBytes}) does not fit into limits.inFlightBytes ({limits.InFlightBytes}).", "Make limits.inFlightBytes several times limits.messageBytes.");
        if (limits.SessionsPerAddress > limits.SessionsPerNetwork)
            Tell("limits.sessionsPerAddress", "limits.sessionsPerNetwork", $"One address may have more sessions ({limits.SessionsPerAddress}) than its network ({limits.SessionsPerNetwork}).", "Make limits.sessionsPerNetwork at least limits.sessionsPerAddress.");
        if (limits.SessionsPerNetwork > limits.Sessions)
            Tell("limits.sessionsPerNetwork", "limits.sessions", $"One network may have more sessions ({limits.SessionsPerNetwork}) than there are in all ({limits.Sessions}).", "Make limits.sessions at least limits.sessionsPerNetwork.");

        void Tell(string one, string other, string problem, string advice) => errors.Add(At(places, one, other, out var key), key, problem, advice);
    }

    /// <summary>A relay of one's own has addresses. What is wider than any one owner's network would let strangers past the inspection.</summary>
    private static void CheckExempt(SekishoConfig config, ConfigBinder places, ConfigErrors errors)
    {
        foreach (var network in config.Inspect.ExemptNetworks)
        {
            var least = network.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6 ? WidestExemptV6 : WidestExemptV4;
            if (network.PrefixLength >= least) continue;
            errors.Add(places.PlaceOf("inspect.exemptNetworks"), "inspect.exemptNetworks", $"{network} is so wide that strangers' mail would not be inspected.", $"Name the addresses of your own relays (/32, or /128 in IPv6); the widest that is taken is a /{least}.");
        }
    }

    private static void CheckInspect(SekishoConfig config, ConfigBinder places, ConfigErrors errors)
    {
        if (config.Inspect.TagScore > config.Inspect.QuarantineScore)
            errors.Add(At(places, "inspect.tagScore", "inspect.quarantineScore", out var score), score, $"A message would be quarantined (from {config.Inspect.QuarantineScore} points) before it is tagged (from {config.Inspect.TagScore}).", "Make inspect.tagScore at most inspect.quarantineScore.");
        if (config.Clamd.Address is null || config.Clamd.TimeoutSeconds < config.Inspect.TimeoutSeconds) return;
        errors.Add(At(places, "clamd.timeoutSeconds", "inspect.timeoutSeconds", out var key), key,
            $"One scan may take {config.Clamd.TimeoutSeconds} seconds, the whole inspection only {config.Inspect.TimeoutSeconds}.", "Make clamd.timeoutSeconds less than inspect.timeoutSeconds.");
    }

    private static void CheckListen(SekishoConfig config, ConfigBinder places, ConfigErrors errors)
    {
        if (config.Mx.Listen.Any(address => address.ImplicitTls))
            errors.Add(places.PlaceOf("mx.listen"), "mx.listen", "Other servers do not begin with TLS.", "Remove '/tls': they use STARTTLS. Accounts with TLS from the first byte belong to submission.listen.");
        var seen = new Dictionary<HostPort, string>();
        foreach (var (key, addresses) in new[] { ("mx.listen", config.Mx.Listen), ("submission.listen", config.Submission.Listen), ("web.listen", config.Web.Listen) })
        {
            foreach (var address in addresses)
            {
                if (address.At.Port == 0 || seen.TryAdd(address.At, key)) continue;
                errors.Add(At(places, key, seen[address.At], out var at), at, $"{address.At} is also in {seen[address.At]}.", "One address and port can be open only once: choose another port.");
            }
        }
    }

    /// <summary>The place of the first of two settings that the file gives.</summary>
    private static Yaml.Place At(ConfigBinder places, string one, string other, out string key)
    {
        key = places.Has(one) || !places.Has(other) ? one : other;
        return places.PlaceOf(key);
    }
}
