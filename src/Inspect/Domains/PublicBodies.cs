namespace Sekisho.Inspect.Domains;

/// <summary>Endings that a state gives to its own bodies only: a court's message leads to another court's pages, an office's to its ministry's.</summary>
internal static class PublicBodies
{
    /// <summary>Whether both hosts lie under the same such ending.</summary>
    /// <param name="first">Lower case, in its ASCII form.</param>
    /// <param name="second">Lower case, in its ASCII form.</param>
    public static bool AreOfOneState(string first, string second) => EndingOf(first) is { Length: > 0 } ending && ending.SequenceEqual(EndingOf(second));

    private static ReadOnlySpan<char> EndingOf(string host)
    {
        var last = host.LastIndexOf('.');
        if (last <= 0) return [];
        var top = host.AsSpan(last + 1);
        if (top is "gov" or "mil") return top;
        if (top.Length != 2) return [];
        var before = host.LastIndexOf('.', last - 1);
        var second = host.AsSpan(before + 1, last - before - 1);
        return before > 0 && second is "gov" or "gob" or "gouv" or "go" or "lg" or "gv" or "mil" or "admin" or "gc" ? host.AsSpan(before + 1) : [];
    }
}
