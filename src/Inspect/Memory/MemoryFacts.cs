using Sekisho.Inspect.Facts;

namespace Sekisho.Inspect.Memory;

/// <summary>The facts of the memory signal.</summary>
internal static class MemoryFacts
{
    public static readonly Fact NewSites = Fact.List("memory.new_sites", "Sites of clicks that no authenticated message to the recipients' tenants has linked to in the last 180 days. Absent until a tenant has seen mail for two weeks and a hundred sites.", "example.net");
    public static readonly Fact Learned = Fact.Number("memory.learned", "How probable it is that the message is unwanted, by the words of what the tenant has released from and deleted in quarantine, or was taught; 0 to 1. Absent until it has decided over ten messages of each sort.", "0.97");
    public static readonly Fact Decisions = Fact.Number("memory.decisions", "How many decisions that stands on.", "45");
    public static readonly Fact Telling = Fact.List("memory.telling", "The words that spoke most for or against the message there.", "'invoice'");

    public static FactGroup Group { get; } = FactGroup.Of("Tenant memory",
        "What the recipients' tenants have seen and decided before. Absent for mail that an account of ours submits, and outside of the running system.", NewSites, Learned, Decisions, Telling);
}
