using Sekisho.Inspect.Attachments;

namespace Sekisho.Inspect.Disarm;

/// <summary>What of the findings in one attachment must not be delivered.</summary>
/// <param name="Worst">Something that has no harmless form; null for none.</param>
/// <param name="Curable">What can be taken out.</param>
internal sealed record ActiveContent(string? Worst, IReadOnlyList<string> Curable)
{
    /// <summary>Judges the findings.</summary>
    public static ActiveContent Of(AttachmentFindings findings)
    {
        var worst = findings.Blocked.Items.Concat(findings.Disguised.Items).Concat(findings.Shortcuts.Items).Concat(findings.Scripts.Items).Concat(findings.Bombs.Items)
            .Concat(findings.Polyglots.Items).Concat(findings.Unread.Items.Select(kind => $"{kind}: not looked into")).FirstOrDefault();
        var office = findings.Office;
        var pdf = findings.Pdf;
        List<string> curable =
        [
            .. office.Macros.Items.Select(item => $"macros in {item}"), .. office.Xlm.Items.Select(item => $"Excel 4 macros in {item}"), .. office.Dde.Items.Select(item => $"DDE: {item}"),
            .. office.Template.Items.Select(item => $"template from {item}"), .. office.External.Items.Select(item => $"loads {item}"), .. office.Embedded.Items.Select(item => $"embedded {item}"),
            .. office.Equation.Items.Select(item => $"equation object in {item}"), .. office.ActiveX.Items.Select(item => $"ActiveX in {item}"),
            .. pdf.JavaScript.Items.Select(item => $"JavaScript in {item}"), .. pdf.Launch.Items.Select(item => $"starts {item}"), .. pdf.SubmitForm.Items.Select(item => $"sends a form to {item}"),
            .. pdf.Remote.Items.Select(item => $"opens {item}"), .. pdf.OpenAction.Items.Where(item => item is not ("GoTo" or "action" or "Named")).Select(item => $"on opening: {item}"), .. pdf.Embedded.Items.Select(item => $"embedded {item}"),
        ];
        if (office.RtfObjects > 0) curable.Add("objects in RTF");
        if (pdf.HasXfa) curable.Add("XFA form");
        if (pdf.HasRichMedia) curable.Add("media that run");
        return new ActiveContent(worst, curable);
    }
}
