using System.Text;
using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Pipeline;
using Sekisho.Kernel.Text;
using Sekisho.Mime;

namespace Sekisho.Inspect.Links;

/// <summary>Finds the recipient's own address in links: pages that ask for a password show it as if they knew their visitor.</summary>
internal static class RecipientLinks
{
    /// <summary>Most recipients looked for. Stops a message to thousands from being searched thousands of times.</summary>
    private const int MaxRecipients = 8;

    /// <summary>Sets the facts.</summary>
    public static void Examine(InspectionContext context, IReadOnlyList<JudgedLink> links)
    {
        var needles = new List<string>();
        foreach (var address in Recipients(context).Take(MaxRecipients)) AddForms(address, needles);
        if (needles.Count == 0) return;
        var (any, behind) = (new OrderedSet(), new OrderedSet());
        foreach (var judged in links)
        {
            if (!judged.IsFollowed) continue;
            var url = judged.Link.Url;
            var hash = url.IndexOf('#', StringComparison.Ordinal);
            foreach (var needle in needles)
            {
                var at = url.IndexOfAnyCase(needle);
                if (at < 0) continue;
                any.Add(judged.Link.Host);
                if (hash >= 0 && at > hash) behind.Add(judged.Link.Host);
                break;
            }
        }

        context.Set(LinkFacts.Recipient, any.Items);
        context.Set(LinkFacts.RecipientFragment, behind.Items);
    }

    /// <summary>The envelope's recipients; where they are not known, those of the header.</summary>
    public static IEnumerable<string> Recipients(InspectionContext context) =>
        context.Request.Recipients.Count > 0 ? context.Request.Recipients : context.Message.HeaderAll("To").SelectMany(field => AddressList.Parse(field.Value.Span)).Select(address => address.Address);

    private static void AddForms(string address, List<string> needles)
    {
        if (address.Length < 6 || !address.Contains('@', StringComparison.Ordinal)) return;
        needles.Add(address);
        needles.Add(address.Replace("@", "%40", StringComparison.Ordinal));
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(address));
        // The last group changes with what follows.
        needles.Add(base64[..(base64.Length - 4)]);
        needles.Add(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(address)));
    }
}
