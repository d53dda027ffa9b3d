using Sekisho.MailAuth.Reports.Aggregate;

namespace Sekisho.MailAuth.Reports.Collecting;

/// <summary>The form of a row about a message: only what a report of RFC 9990 tells, and no address of a person.</summary>
internal sealed record ObservedRow
{
    /// <summary>The address that gave the message.</summary>
    public string Ip { get; init => field = value ?? ""; } = "";

    public string Disposition { get; init => field = value ?? "none"; } = "none";

    public bool DkimAligned { get; init; }

    public bool SpfAligned { get; init; }

    /// <summary>The reason type, and its comment; null for none.</summary>
    public string? Reason { get; init; }

    public string? Comment { get; init; }

    public string HeaderFrom { get; init => field = value ?? ""; } = "";

    public string EnvelopeFrom { get; init => field = value ?? ""; } = "";

    public List<DkimEntry> Dkim { get; init => field = value ?? []; } = [];

    public SpfEntry? Spf { get; init; }

    /// <summary>Null where it cannot be read: then it was not written by us.</summary>
    public static ObservedRow? Read(string json)
    {
        try
        {
            return System.Text.Json.JsonSerializer.Deserialize(json, CollectingJson.Default.ObservedRow);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
