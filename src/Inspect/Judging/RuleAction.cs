using System.Collections.Frozen;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Judging;

/// <summary>The <c>action</c> of a rule: a disposition, or the name of an option by which the operator chooses one.</summary>
/// <param name="Name">As it is written in rules.</param>
/// <param name="Becomes">The disposition under some options.</param>
/// <param name="IsChoice">The operator chooses; accept then means that the rule is silent altogether.</param>
internal sealed record RuleAction(string Name, Func<InspectOptions, Disposition> Becomes, bool IsChoice = false)
{
    /// <summary>All actions by their names.</summary>
    public static FrozenDictionary<string, RuleAction> ByName { get; } = new RuleAction[]
    {
        new("accept", _ => Disposition.Accept),
        new("tag", _ => Disposition.Tag),
        new("disarm", _ => Disposition.Disarm),
        new("quarantine", _ => Disposition.Quarantine),
        new("reject", _ => Disposition.Reject),
        new("defer", _ => Disposition.Defer),
        new("whenActiveContent", options => options.WhenActiveContent, IsChoice: true),
        new("whenAttachmentBlocked", options => options.WhenAttachmentBlocked, IsChoice: true),
        new("whenAttachmentLocked", options => options.WhenAttachmentLocked, IsChoice: true),
        new("whenDmarcRejects", options => options.WhenDmarcRejects, IsChoice: true),
    }.ToFrozenDictionary(action => action.Name, StringComparer.Ordinal);

    /// <summary>
    /// How dispositions win over each other: reject before defer (what was not looked at may still be refused later),
    /// before quarantine, before disarm, before tag.
    /// </summary>
    public static int Weight(Disposition disposition) => disposition switch
    {
        Disposition.Reject => 5,
        Disposition.Defer => 4,
        Disposition.Quarantine => 3,
        Disposition.Disarm => 2,
        Disposition.Tag => 1,
        _ => 0,
    };
}
