using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Sekisho.Inspect.Verdicts;
using Sekisho.Roles;
using Sekisho.Roles.Supervision;
using Sekisho.Store;
using Sekisho.Store.Intake;
using Sekisho.Store.Queue;

namespace Sekisho.Commands;

/// <summary>How values look to people.</summary>
internal static class Show
{
    /// <summary>A point in time, in UTC.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A number of bytes.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024} KiB"),
        < 10_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024 * 1024)} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024 * 1024 * 1024)} GiB"),
    };

    /// <summary>A length of time.</summary>
    public static string Seconds(double seconds)
    {
        var span = TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 1e9));
        return span.TotalDays >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays}d {span.Hours}h")
            : span.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{span.Hours}h {span.Minutes}m")
            : span.TotalMinutes >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{span.Minutes}m {span.Seconds}s")
            : string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#}s");
    }

    /// <summary>A number.</summary>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The reverse-path; the null one as it is written.</summary>
    public static string Sender(string sender) => sender.Length == 0 ? "<>" : sender;

    /// <summary>Several, the first of them and how many more.</summary>
    public static string Several(IReadOnlyList<string> values) =>
        values.Count switch { 0 => "", 1 => values[0], _ => string.Create(CultureInfo.InvariantCulture, $"{values[0]} +{values.Count - 1}") };

    /// <summary>The value of a fact.</summary>
    public static string Fact(object value) => value is string[] list ? string.Join(", ", list) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    /// <summary>Reasons, each with what it stands on.</summary>
    public static string Reasons(IReadOnlyList<Reason> reasons) =>
        string.Join("; ", reasons.Select(reason => reason.Evidence.Length > 0 ? $"{NameOf(reason.Code)} ({reason.Evidence})" : NameOf(reason.Code)));

    /// <summary>A reason for a person who wants to follow it: what it is, what it counts, which rule gave it and by which values.</summary>
    public static string Reason(Reason reason)
    {
        var head = reason.Points == 0 ? NameOf(reason.Code) : string.Create(CultureInfo.InvariantCulture, $"{NameOf(reason.Code)} {reason.Points:+0.##;-0.##}");
        return reason.Title is null ? $"{head}: {reason.Evidence}" : $"{head}: {reason.Title} ({reason.Evidence}), rule {reason.Rule}";
    }

    /// <summary>A disposition as JSON has it.</summary>
    public static string NameOf(Disposition disposition) => Word(disposition, StoreJson.Default.Disposition);

    /// <summary>A state as JSON has it.</summary>
    public static string NameOf(ProcessState state) => Word(state, RolesJson.Default.ProcessState);

    /// <summary>How a message came in, as JSON has it.</summary>
    public static string NameOf(OriginKind kind) => Word(kind, StoreJson.Default.OriginKind);

    /// <summary>What a route asks of TLS, as JSON has it.</summary>
    public static string NameOf(TlsPolicy policy) => Word(policy, StoreJson.Default.TlsPolicy);

    /// <summary>The reason's name as JSON and the log have it.</summary>
    public static string NameOf(ReasonCode code) => Word(code, StoreJson.Default.ReasonCode);

    // People and scripts see the same words: those of JSON.
    private static string Word<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type).Trim('"');
}
