using Sekisho.Inspect.Domains;

namespace Sekisho.Inspect.Tests.Domains;

public sealed class MachineNamesTests
{
    [Theory]
    [InlineData("ey5oiynuxigjua2ofvp9", true)]
    [InlineData("x7kq2vb9w4", true)]
    [InlineData("qzxvkjwpfg", true)]
    [InlineData("kaede-trading", false)]
    [InlineData("hofmann-bau", false)]
    [InlineData("freshrpms", false)]
    [InlineData("schwarzwald", false)]
    [InlineData("web2print24", false)]
    [InlineData("mitsubishi", false)]
    [InlineData("abc", false)]
    [InlineData("", false)]
    public void Names_of_chance_differ_from_names_that_people_choose(string label, bool isRandom) => Assert.Equal(isRandom, MachineNames.LooksRandom(label));

    [Theory]
    [InlineData("TnQoDPd", true)]
    [InlineData("wNiKpOPIWK", true)]
    [InlineData("BFwBIGA", true)]
    [InlineData("lcfNupd", true)]
    [InlineData("newsHTML", false)]
    [InlineData("eAlerts", false)]
    [InlineData("john.smith", false)]
    [InlineData("JohnSmith", false)]
    [InlineData("NewsFromOurShop", false)]
    [InlineData("notifications+kr4mgjd8x2q9", false)]
    [InlineData("no-reply", false)]
    public void Mailboxes_of_chance_differ_from_those_of_people(string local, bool isRandom) => Assert.Equal(isRandom, MachineNames.LooksRandomLocal(local));
}
