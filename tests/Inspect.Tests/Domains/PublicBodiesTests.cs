using Sekisho.Inspect.Domains;

namespace Sekisho.Inspect.Tests.Domains;

public sealed class PublicBodiesTests
{
    [Theory]
    [InlineData("sc-court.gov", "www.supreme.gov", true)]
    [InlineData("mail.nta.go.jp", "www.digital.go.jp", true)]
    [InlineData("a.gov.uk", "b.gov.au", false)]
    [InlineData("a.gov", "gov.example.com", false)]
    [InlineData("a.co.jp", "b.co.jp", false)]
    [InlineData("gov.uk", "a.gov.uk", false)]
    [InlineData("", "", false)]
    public void Bodies_of_one_state_share_its_ending(string first, string second, bool areOfOne) => Assert.Equal(areOfOne, PublicBodies.AreOfOneState(first, second));
}
