using System.Text;
using Sekisho.Inspect.Links;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>Links in HTML and text; what is found reads again as the same address.</summary>
public sealed class InspectHtmlTarget : IFuzzTarget
{
    public string Name => "inspect-html";

    public IReadOnlyList<byte[]> Seeds => InspectSeeds.Html;

    public void Run(byte[] input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var text = Encoding.UTF8.GetString(input);
        var collector = new LinkCollector(20, 300);
        HtmlLinks.Find(text, collector, default);
        TextLinks.Find(text, collector);
        if (collector.Found.Count > 20) throw new InvalidOperationException("More links than the limit.");
        foreach (var (link, _) in collector.Found)
        {
            // Cut to the limit, an address reads as another one.
            if (link.Scheme is not ("http" or "https") || collector.HasCutHost) continue;
            var again = LinkReader.Read(link.Url, 10_000);
            if (again is null || again.Host != link.Host) throw new InvalidOperationException($"'{link.Url}' has the host '{link.Host}' and then '{again?.Host}'.");
        }
    }
}
