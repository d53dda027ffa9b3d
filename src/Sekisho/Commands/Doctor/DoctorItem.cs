using Sekisho.MailAuth.Posture;

namespace Sekisho.Commands.Doctor;

/// <summary>A line of 'doctor --json'.</summary>
internal sealed record DoctorItem
{
    /// <summary>The domain.</summary>
    public required string Domain { get; init; }

    /// <summary>Which check.</summary>
    public required string Check { get; init; }

    /// <summary>good, note, warning, bad or unknown.</summary>
    public required string Level { get; init; }

    /// <summary>Names the finding.</summary>
    public required string Code { get; init; }

    /// <summary>The name that it is about.</summary>
    public string? Subject { get; init; }

    /// <summary>What was seen.</summary>
    public string? Seen { get; init; }

    /// <summary>What it means and what to do.</summary>
    public required PostureText Advice { get; init; }

    /// <summary>What can be published.</summary>
    public IReadOnlyList<PasteRecord> Records { get; init; } = [];

    /// <summary>The line of a finding.</summary>
    public static DoctorItem Of(string domain, PostureFinding finding) => new()
    {
        Domain = domain,
        Check = finding.Check,
        Level = finding.Level.ToString().ToLowerInvariant(),
        Code = finding.Code,
        Subject = finding.Subject,
        Seen = finding.Seen,
        Advice = finding.Text,
        Records = finding.Records,
    };
}
