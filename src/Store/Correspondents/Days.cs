namespace Sekisho.Store.Correspondents;

/// <summary>Days as numbers: correspondents need no finer time, and nothing finer is kept of them.</summary>
internal static class Days
{
    public static long Of(DateTimeOffset moment) => moment.ToUnixTimeSeconds() / 86_400;
}
