using Sekisho.Inspect.Attachments.Kinds;
using Sekisho.Inspect.Attachments.Names;
using Sekisho.Inspect.Attachments.Zip;
using Sekisho.Inspect.Containers;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>Zip files: both listings, names, looks into members, and the kinds of the content.</summary>
public sealed class InspectZipTarget : IFuzzTarget
{
    private const int MaxMembers = 50;

    public string Name => "inspect-zip";

    public IReadOnlyList<byte[]> Seeds => InspectSeeds.Zips;

    public void Run(byte[] input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _ = KindDetector.Detect(input);
        _ = ZipReader.EndsAsZip(input);
        var listing = ZipReader.Read(input, MaxMembers);
        _ = ZipKinds.Refine(listing);

        // Two listings, and a second name where the two differ.
        if (listing.Entries.Count > 3 * MaxMembers) throw new InvalidOperationException($"{listing.Entries.Count} members are more than the limit allows.");
        foreach (var entry in listing.Entries)
        {
            _ = NameReader.Read(entry.Name);
            if (ZipContainer.ReadMember(input, entry, 256) is var head && head.Length > 256) throw new InvalidOperationException($"{head.Length} bytes are more than asked for.");
            _ = KindDetector.Detect(head.Span);
        }
    }
}
