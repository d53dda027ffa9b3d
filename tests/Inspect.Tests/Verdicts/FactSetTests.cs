using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Tests.Verdicts;

public sealed class FactSetTests
{
    [Fact]
    public void A_fact_set_on_an_empty_set_does_not_reach_another_message()
    {
        new Verdict { Disposition = Disposition.Accept }.Facts.Set("a", "b");
        FactSet.Empty.Set("a", "b");
        Assert.Empty(FactSet.Empty.Values);
        Assert.Empty(new Verdict { Disposition = Disposition.Accept }.Facts.Values);
    }
}
