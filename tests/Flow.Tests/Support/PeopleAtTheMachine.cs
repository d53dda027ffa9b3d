using Sekisho.Identity.OneTimeCodes;

namespace Sekisho.Flow.Tests.Support;

/// <summary>People with rights who log in at the command line.</summary>
internal static class PeopleAtTheMachine
{
    public const string Password = "nine lives of quiet cats";

    /// <summary>Adds a person with a right and logs them in; with a recovery code where one is wanted, which needs no waiting for the next moment of a clock.</summary>
    public static async Task AddAndLogInAsync(SekishoProcess sekisho, string address, string right)
    {
        await sekisho.AddAccountAsync(address, Password);
        if (right == "user")
        {
            await DoneAsync(sekisho, Password + "\n", "login", address);
            return;
        }

        await DoneAsync(sekisho, "", "account", "add", address, "--right", right);
        var made = await DoneAsync(sekisho, "", "credential", "codes", address);
        var secret = Base32.Decode(made.Split("secret=")[1].Split('&')[0].Trim())!;
        var parameters = new TotpParameters();
        await DoneAsync(sekisho, Totp.CodeOf(secret, Totp.StepAt(TimeProvider.System.GetUtcNow(), parameters), parameters) + "\n", "credential", "confirm-codes", address);
        var recovery = (await DoneAsync(sekisho, "", "credential", "recovery-codes", address)).Split('\n')[0];
        Assert.Equal(1, (await sekisho.RunAsync(["login", address], Password + "\n")).ExitCode);
        await DoneAsync(sekisho, $"{Password}\n{recovery}\n", "login", address, "--code");
    }

    private static async Task<string> DoneAsync(SekishoProcess sekisho, string input, params string[] words)
    {
        var result = await sekisho.RunAsync(words, input);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', words)}: {result.StandardError}");
        return result.StandardOutput;
    }
}
