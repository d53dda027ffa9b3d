using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Pipeline;

namespace Sekisho.Inspect.Office;

/// <summary>What the readers of Office documents find in one message.</summary>
internal sealed class OfficeFindings
{
    public OrderedSet Macros { get; } = new();

    public OrderedSet AutoExec { get; } = new();

    public OrderedSet Suspicious { get; } = new();

    public OrderedSet Dangerous { get; } = new();

    public OrderedSet Xlm { get; } = new();

    public OrderedSet Dde { get; } = new();

    public OrderedSet External { get; } = new();

    public OrderedSet Template { get; } = new();

    public OrderedSet Embedded { get; } = new();

    public OrderedSet Equation { get; } = new();

    public OrderedSet ActiveX { get; } = new();

    public OrderedSet Encrypted { get; } = new();

    public long RtfObjects { get; set; }

    public void SetFacts(InspectionContext context)
    {
        context.Set(OfficeFacts.Macros, Macros.Items);
        context.Set(OfficeFacts.AutoExec, AutoExec.Items);
        context.Set(OfficeFacts.Suspicious, Suspicious.Items);
        context.Set(OfficeFacts.Dangerous, Dangerous.Items);
        context.Set(OfficeFacts.Xlm, Xlm.Items);
        context.Set(OfficeFacts.Dde, Dde.Items);
        context.Set(OfficeFacts.External, External.Items);
        context.Set(OfficeFacts.Template, Template.Items);
        context.Set(OfficeFacts.Embedded, Embedded.Items);
        context.Set(OfficeFacts.Equation, Equation.Items);
        context.Set(OfficeFacts.ActiveX, ActiveX.Items);
        context.Set(OfficeFacts.Encrypted, Encrypted.Items);
        if (RtfObjects > 0) context.Set(OfficeFacts.Objects, RtfObjects);
    }
}
