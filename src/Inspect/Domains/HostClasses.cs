using System.Collections.Frozen;

namespace Sekisho.Inspect.Domains;

/// <summary>Public hosts by what one gets there.</summary>
internal static class HostClasses
{
    private static readonly FrozenDictionary<string, HostClass>.AlternateLookup<ReadOnlySpan<char>> Classes = Read().GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The classes of a host: its own and those of the names above it.</summary>
    /// <param name="host">Lower case.</param>
    public static HostClass Of(ReadOnlySpan<char> host)
    {
        var found = HostClass.None;
        for (var at = host; !at.IsEmpty;)
        {
            if (Classes.TryGetValue(at, out var own))
            {
                if (own == HostClass.Plain) break;
                // The service itself is no site of its users, and only the exact name of a mail service has its users' addresses.
                var isService = at.Length == host.Length || host.Length == at.Length + 4 && host.StartsWith("www.");
                if (isService) own &= ~HostClass.Site;
                if (at.Length != host.Length) own &= ~HostClass.Freemail;
                found |= own;
            }

            var dot = at.IndexOf('.');
            if (dot < 0) break;
            at = at[(dot + 1)..];
        }

        return found;
    }

    /// <summary>The names below which users have names of their own.</summary>
    public static IEnumerable<string> SharedSuffixes => Lines().Where(line => char.IsAsciiLetterUpper(line.Class[0])).SelectMany(line => line.Domains);

    private static FrozenDictionary<string, HostClass> Read()
    {
        var classes = new Dictionary<string, HostClass>(StringComparer.Ordinal);
        foreach (var (name, domains) in Lines())
        {
            var one = Enum.Parse<HostClass>(name, ignoreCase: true);
            foreach (var domain in domains) classes[domain] = classes.GetValueOrDefault(domain) | one;
        }

        return classes.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static IEnumerable<(string Class, string[] Domains)> Lines() => DataLines.Of("hosts.txt")
        .Select(line => line.Split(':', 2))
        .Select(pair => (pair[0], pair[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
