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
        var shares = new OrderedSet();
        foreach (var part in context.Leaves.ToList())
        {
            if (!HtmlPages.IsPage(context, part)) continue;
            var isBody = AttachmentSignal.IsBody(part);
            var view = context.ViewOf(part);
            (isBody ? body : attached).Add(view);
            var page = context.ReadText(part);
            foreach (var share in ShareSources.In(view, page)) shares.Add(share);
            if (!isBody) NoteAttached(view, page, ways);
            Smuggle(context, view, $"part {part.Index}{(part.FileNames.Count > 0 ? $" '{part.FileNames[0]}'" : "")}", smuggled, ways);
        }

        // What smuggling finds is added to the texts while they are gone through: once, not what is found in that again.
        foreach (var (text, isPage) in context.FoundTexts.ToList())
        {
            if (!isPage) continue;
            var view = HtmlReader.Read(text, context.Cancellation);
            attached.Add(view);
            foreach (var share in ShareSources.In(view, text)) shares.Add(share);
            NoteAttached(view, text, ways);
            Smuggle(context, view, "a page in an attachment", smuggled, ways);
        }

        context.Set(HtmlFacts.Smuggling, ways);
        context.Set(HtmlFacts.SmuggledIn, smuggled.Items);
        context.Set(HtmlFacts.Shares, shares.Items);
        body.SetBodyFacts(context);
        PageSums.SetFormFacts(context, body, attached);
        Disguise.SetFacts(context);
        return ValueTask.CompletedTask;
    }

    /// <summary>What counts in pages that come attached only: a browser opens them from the disk.</summary>
    private static void NoteAttached(HtmlView view, string page, SortedSet<string> ways)
    {
        if (RemotePage.Is(view)) ways.Add("remote page");
        if (view.Scripts.Count + view.Handlers.Count == 0) return;
        if (ScriptTricks.HasStoredPayload(page) || FalsePictures.AreIn(page)) ways.Add("payload");
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
