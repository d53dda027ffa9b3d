using System.Globalization;
using System.Text;
using Sekisho.Dns.Names;

namespace Sekisho.MailAuth.MtaSts;

/// <summary>Reads policy files (RFC 8461 §3.2). Never throws, whatever the bytes.</summary>
public static class StsPolicyReader
{
    /// <summary>A longer file is none (RFC 8461 §3.3 suggests 64 KB): nobody's mail waits for a download without end.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>More mail exchanges than this nobody has; each one is compared with each host.</summary>
    public const int MaxMxPatterns = 200;

    /// <summary>The longest time that a policy may be kept, in seconds (RFC 8461 §3.2): about a year. A longer one is cut to it.</summary>
    public const long MaxAgeSeconds = 31_557_600;

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its bytes.</param>
    public static StsReading Read(ReadOnlySpan<byte> file)
    {
        if (file.Length > MaxBytes) return Bad(FormattableString.Invariant($"It is longer than {MaxBytes} bytes."));
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var patterns = new List<string>();
        // RFC 8461 §3.2: lines end with CRLF; with LF alone in many files that were written by hand.
        foreach (var line in Encoding.UTF8.GetString(file).Split('\n'))
        {
            var text = line.AsSpan().Trim(" \t\r");
            if (text.IsEmpty) continue;
            var colon = text.IndexOf(':');
            if (colon <= 0) return Bad("A line is no field and value.");
            var name = text[..colon].TrimEnd(" \t").ToString();
            var value = text[(colon + 1)..].Trim(" \t").ToString();
            if (name == "mx")
            {
                if (patterns.Count >= MaxMxPatterns) return Bad(FormattableString.Invariant($"It names more than {MaxMxPatterns} mail exchanges."));
                if (!TryReadPattern(value, out var pattern)) return Bad("A mail exchange is no name.");
                patterns.Add(pattern);
            }
            else
            {
                // Of any other field that is there twice the first counts.
                values.TryAdd(name, value);
            }
        }

        return Make(values, patterns);
    }

    private static StsReading Make(Dictionary<string, string> values, List<string> patterns)
    {
        if (values.GetValueOrDefault("version") != "STSv1") return Bad("Its version is not STSv1.");
        StsMode? mode = values.GetValueOrDefault("mode") switch
        {
            "enforce" => StsMode.Enforce,
            "testing" => StsMode.Testing,
            "none" => StsMode.None,
            _ => null,
        };
        if (mode is null) return Bad("Its mode is not enforce, testing or none.");
        if (values.GetValueOrDefault("max_age") is not { Length: > 0 and <= 10 } age || !long.TryParse(age, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return Bad("It has no usable max_age.");
        if (patterns.Count == 0 && mode != StsMode.None) return Bad("It names no mail exchange.");
        return new StsReading(new StsPolicy(mode.Value, TimeSpan.FromSeconds(Math.Min(seconds, MaxAgeSeconds)), patterns), null);
    }

    private static bool TryReadPattern(string value, out string pattern)
    {
        var wildcard = value.StartsWith("*.", StringComparison.Ordinal);
        pattern = "";
        if (!DnsName.TryParse(wildcard ? value[2..] : value, out var name) || name.IsRoot || name.Text.Contains('*', StringComparison.Ordinal)) return false;
        pattern = (wildcard ? "*." : "") + name.Text.ToLowerInvariant();
        return true;
    }

    private static StsReading Bad(string problem) => new(null, problem);
}
