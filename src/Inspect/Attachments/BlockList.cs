using System.Collections.Frozen;

namespace Sekisho.Inspect.Attachments;

/// <summary>The dangerous types, read once from <c>blocked-types.txt</c> in this folder, with what the operator adds or allows.</summary>
public sealed class BlockList
{
    private static readonly (string How, string Value)[] Entries = ReadEntries();

    private readonly FrozenSet<string> _extensions;
    private readonly FrozenSet<string> _kinds;
    private readonly FrozenSet<string> _mediaTypes;

    /// <summary>Makes a list.</summary>
    /// <param name="blockedToo">Further extensions to block, without the dot.</param>
    /// <param name="allowed">Extensions not to block after all, by name; their content is still judged by the other rules.</param>
    public BlockList(IEnumerable<string> blockedToo, IEnumerable<string> allowed)
    {
        ArgumentNullException.ThrowIfNull(blockedToo);
        ArgumentNullException.ThrowIfNull(allowed);
        _extensions = Of("extension").Concat(blockedToo.Select(Normalise)).Except(allowed.Select(Normalise)).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _kinds = Of("content").ToFrozenSet(StringComparer.Ordinal);
        _mediaTypes = Of("media").ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether files with this extension (no dot) are blocked.</summary>
    public bool HasExtension(string extension) => _extensions.Contains(extension);

    /// <summary>Whether content of this kind (the id of a FileKind) is blocked.</summary>
    public bool HasKind(string kind) => _kinds.Contains(kind);

    /// <summary>Whether parts declared as this media type are blocked.</summary>
    public bool HasMediaType(string mediaType) => _mediaTypes.Contains(mediaType);

    internal IReadOnlyCollection<string> Extensions => _extensions;

    internal IReadOnlyCollection<string> Kinds => _kinds;

    private static IEnumerable<string> Of(string how) => Entries.Where(entry => entry.How == how).Select(entry => entry.Value);

    private static string Normalise(string extension) => extension.Trim().TrimStart('.').ToLowerInvariant();

    private static (string How, string Value)[] ReadEntries()
    {
        using var stream = typeof(BlockList).Assembly.GetManifestResourceStream("blocked-types.txt")
            ?? throw new InvalidOperationException("The list of blocked types is not in the program.");
        using var reader = new StreamReader(stream);
        var entries = new List<(string, string)>();
        while (reader.ReadLine() is { } line)
        {
            var text = line.AsSpan();
            var comment = text.IndexOf('#');
            if (comment >= 0) text = text[..comment];
            var words = text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0) continue;
            if (words is not ["extension" or "content" or "media", _]) throw new InvalidOperationException($"blocked-types.txt: cannot read '{line}'.");
            entries.Add((words[0], words[1]));
        }

        return [.. entries];
    }
}
