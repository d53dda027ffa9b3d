using Sekisho.Mime;

namespace Sekisho.Inspect.Disarm;

/// <summary>Writes the tree of a message anew, in the strict reading.</summary>
/// <param name="message">The message.</param>
/// <param name="parts">Decides over its parts.</param>
/// <param name="last">Asked at the end for a part to add; null for none.</param>
internal sealed class MessageRebuild(MimeMessage message, PartDisarm parts, Func<MimeBuilder?> last)
{
    /// <summary>Deeper trees are flattened: whatever lies below is looked at in its place all the same.</summary>
    private const int MaxDepth = 12;

    /// <summary>The new content of the message.</summary>
    /// <param name="root">Its root.</param>
    public MimeBuilder Build(MimePart root)
    {
        var children = ChildrenOf(root);
        if (children.Count == 0 || root.IsEmbeddedMessage || root.ContentType.Subtype is "alternative" or "related")
        {
            var whole = Build(root, 0);
            return last() is { } behind ? MimeBuilder.Multipart("mixed", whole, behind) : whole;
        }

        var built = children.ConvertAll(child => Build(child, 1));
        if (last() is { } more) built.Add(more);
        return MimeBuilder.Multipart("mixed", [.. built]);
    }

    private MimeBuilder Build(MimePart part, int depth)
    {
        var children = ChildrenOf(part);
        if (children.Count == 0) return parts.Disarm(part);
        if (depth >= MaxDepth) return MimeBuilder.Multipart("mixed", [.. LeavesBelow(part).Select(parts.Disarm)]);
        if (part.IsEmbeddedMessage)
        {
            var inner = Build(children[0], depth + 1);
            foreach (var field in children[0].Fields)
                if (!field.Name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) && !field.Name.Equals("MIME-Version", StringComparison.OrdinalIgnoreCase) && IsName(field.Name))
                    inner.Header(field.Name, field.Text);
            return MimeBuilder.OriginalMessage(inner.ToBytes());
        }

        // A signature over parts that may be changed says nothing any more.
        var subtype = part.ContentType.Subtype is "alternative" or "related" or "digest" ? part.ContentType.Subtype : "mixed";
        return MimeBuilder.Multipart(subtype == "digest" ? "mixed" : subtype, [.. children.Select(child => Build(child, depth + 1))]);
    }

    private List<MimePart> ChildrenOf(MimePart part) =>
        message.Parts.Where(child => child.ParentIndex == part.Index && child.View == part.View && child.Index > part.Index).ToList();

    private IEnumerable<MimePart> LeavesBelow(MimePart part) => message.Parts.Where(leaf => leaf.IsLeaf && leaf.View == part.View && IsBelow(leaf, part));

    private bool IsBelow(MimePart leaf, MimePart part)
    {
        for (var at = leaf.ParentIndex; at >= 0; at = message.Parts[at].ParentIndex)
            if (at == part.Index)
                return true;
        return false;
    }

    private static bool IsName(string name) => name.Length is > 0 and <= 76 && !name.AsSpan().ContainsAnyExceptInRange('!', '~') && !name.Contains(':', StringComparison.Ordinal);
}
