using Sekisho.Inspect.Language.Text;

namespace Sekisho.Inspect.Tests.Language;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("YOUR $3,300 is waiting")]
    [InlineData("+18,486$ has to move")]
    [InlineData("Gewinnen Sie 500 €")]
    [InlineData("R$ 1.942,07")]
    [InlineData("0.75 BTC for you")]
    [InlineData("USD 250")]
    [InlineData("10,000円相当")]
    public void A_number_beside_a_currency_is_an_amount(string line) => Assert.True(Money.IsIn(line));

    [Theory]
    [InlineData("")]
    [InlineData("Your order 4471 has left")]
    [InlineData("Invoice $ due")]
    [InlineData("3 meetings on Thursday")]
    public void Other_numbers_are_none(string line) => Assert.False(Money.IsIn(line));
}
