using System.Globalization;
using System.Runtime.InteropServices;

namespace Sekisho.Roles.Memory;

/// <summary>
/// Takes pages of programs and libraries out of this process that only its start needed. They stay in the machine's cache and come
/// back, without reading the disk, when they are used again; until then they do not count as memory of this process.
/// </summary>
internal static class MappedCode
{
    private const int DontNeed = 4; // MADV_DONTNEED

    /// <summary>What is mapped now: the lines of <c>/proc/self/maps</c> (proc(5)). Empty where the system does not tell.</summary>
    public static IReadOnlySet<string> Look()
    {
        try
        {
            return File.ReadLines("/proc/self/maps").ToHashSet(StringComparer.Ordinal);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Another system, or a confinement that hides it: nothing is released.
            return new HashSet<string>();
        }
    }

    /// <summary>Takes out what was mapped before in the same way and has never been written to.</summary>
    /// <param name="before">What <see cref="Look"/> told a while ago: what is mapped only for a moment may be gone before it is its turn, and its place another's.</param>
    /// <returns>How many bytes were taken out.</returns>
    public static long Release(IReadOnlySet<string> before)
    {
        long released = 0;
        try
        {
            foreach (var area in Of(File.ReadLines("/proc/self/smaps"), before).ToArray())
            {
                if (Advise((nint)area.Start, (nint)area.Bytes, DontNeed) == 0) released += area.ResidentBytes;
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // As above.
        }

        return released;
    }

    /// <summary>The areas that may be taken out, from the lines of <c>/proc/self/smaps</c>.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="before">The heads of areas that were there before.</param>
    internal static IEnumerable<MappedArea> Of(IEnumerable<string> lines, IReadOnlySet<string> before)
    {
        MappedArea? area = null;
        foreach (var line in lines)
        {
            if (line.Length > 0 && line[0] is (>= '0' and <= '9') or (>= 'a' and <= 'f'))
            {
                if (area is { MayBeReleased: true } whole) yield return whole;
                area = before.Contains(line) ? AreaOf(line) : null;
            }
            else if (area is not null)
            {
                area = With(area, line);
            }
        }

        if (area is { MayBeReleased: true } last) yield return last;
    }

    /// <summary>Reads "7f1c…-7f1d… r-xp 00001000 fe:00 1234   /usr/lib/x.so": private files that cannot be written to, nothing else.</summary>
    private static MappedArea? AreaOf(string head)
    {
        var (dash, space, path) = (head.IndexOf('-', StringComparison.Ordinal), head.IndexOf(' ', StringComparison.Ordinal), head.IndexOf('/', StringComparison.Ordinal));
        if (dash <= 0 || space < dash || path < 0 || head.Length < space + 5) return null;
        if (head[space + 1] != 'r' || head[space + 2] != '-' || head[space + 4] != 'p') return null;
        if (!head.EndsWith(".dll", StringComparison.Ordinal) && !head.AsSpan(path).Contains(".so", StringComparison.Ordinal)) return null;
        return long.TryParse(head.AsSpan(0, dash), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var start)
            && long.TryParse(head.AsSpan(dash + 1, space - dash - 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var end) && end > start
            ? new MappedArea(start, end - start)
            : null;
    }

    private static MappedArea With(MappedArea area, string line)
    {
        // What this process has changed exists nowhere else: such an area stays, in memory or swapped out.
        if (line.StartsWith("Rss:", StringComparison.Ordinal)) return area with { ResidentBytes = BytesOf(line) };
        if (line.StartsWith("Anonymous:", StringComparison.Ordinal) || line.StartsWith("Private_Dirty:", StringComparison.Ordinal) || line.StartsWith("Swap:", StringComparison.Ordinal))
            return area with { OwnBytes = area.OwnBytes + BytesOf(line), Told = area.Told + 1 };
        return area;
    }

    private static long BytesOf(string line)
    {
        var number = line.AsSpan(line.IndexOf(':', StringComparison.Ordinal) + 1).Trim();
        var end = number.IndexOf(' ');
        return end > 0 && long.TryParse(number[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var kilobytes) ? kilobytes * 1024 : long.MaxValue / 8;
    }

#pragma warning disable SYSLIB1054 // LibraryImport would need unsafe code; this one takes integers only
    [DllImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Advise(nint start, nint bytes, int advice);
#pragma warning restore SYSLIB1054
}
