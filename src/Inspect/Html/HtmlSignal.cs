using Sekisho.Inspect.Attachments;
using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Pipeline;

namespace Sekisho.Inspect.Html;

/// <summary>Looks at what the pages of a message show, hide and do: those of its body, of its attachments and of archives.</summary>
internal sealed class HtmlSignal : ISignal
{
    public string Name => "html";

    public FactGroup Facts => HtmlFacts.Group;

    public ValueTask ExamineAsync(InspectionContext context)
    {
        var body = new PageSums();
        var attached = new PageSums();
        var smuggled = new OrderedSet();
        var ways = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var part in context.Leaves.ToList())
        {
            if (!HtmlPages.IsPage(context, part)) continue;
            var isBody = AttachmentSignal.IsBody(part);
            var view = context.ViewOf(part);
            (isBody ? body : attached).Add(view);
            if (!isBody && view.Scripts.Count + view.Handlers.Count > 0 && ScriptTricks.HasStoredPayload(context.ReadText(part))) ways.Add("payload");
            Smuggle(context, view, $"part {part.Index}{(part.FileNames.Count > 0 ? $" '{part.FileNames[0]}'" : "")}", smuggled, ways);
        }

        // What smuggling finds is added to the texts while they are gone through: once, not what is found in that again.
        foreach (var (text, isPage) in context.FoundTexts.ToList())
        {
            if (!isPage) continue;
            var view = HtmlReader.Read(text, context.Cancellation);
            attached.Add(view);
            Smuggle(context, view, "a page in an attachment", smuggled, ways);
        }

        context.Set(HtmlFacts.Smuggling, ways);
        context.Set(HtmlFacts.SmuggledIn, smuggled.Items);
        body.SetBodyFacts(context);
        PageSums.SetFormFacts(context, body, attached);
        Disguise.SetFacts(context);
        return ValueTask.CompletedTask;
    }

    private static void Smuggle(InspectionContext context, HtmlView view, string label, OrderedSet labels, SortedSet<string> ways)
    {
        var smuggling = Smuggling.In(view);
        foreach (var text in smuggling.Found) context.AddText(text, isPage: text.Contains('<', StringComparison.Ordinal));
        if (smuggling.Ways.Count == 0) return;
        labels.Add(label);
        ways.UnionWith(smuggling.Ways);
    }
}
