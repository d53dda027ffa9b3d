using Sekisho.MailAuth.Reports.Tls;

namespace Sekisho.MailAuth.Reports.Collecting;

/// <summary>The form of a row about a session.</summary>
internal sealed record ObservedSession
{
    public string PolicyType { get; init => field = value ?? ""; } = "";

    /// <summary>Null: the domain of the report.</summary>
    public string? PolicyDomain { get; init; }

    public List<string> PolicyText { get; init => field = value ?? []; } = [];

    public List<string> MxHosts { get; init => field = value ?? []; } = [];

    public TlsFailure? Failure { get; init; }

    /// <summary>Null where it cannot be read: then it was not written by us.</summary>
    public static ObservedSession? Read(string json)
    {
        try
        {
            return System.Text.Json.JsonSerializer.Deserialize(json, CollectingJson.Default.ObservedSession);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
