using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sekisho.Roles;
using Sekisho.Smtp.Envelopes;
using Sekisho.Store.Intake;
using Sekisho.Store.Queue;

namespace Sekisho.Store.Tests;

public sealed class StoreJsonTests
{
    [Theory]
    [InlineData(typeof(StoreJson), 16)]
    [InlineData(typeof(RolesJson), 3)]
    public void Every_enumeration_has_its_names_in_lower_case(Type context, int count)
    {
        var types = context.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(JsonTypeInfo<>))
            .Select(property => property.PropertyType.GetGenericArguments()[0]).Where(type => type.IsEnum).ToList();
        foreach (var field in types.SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static)))
        {
            var name = field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name;
            Assert.True(name is not null && !name.Any(char.IsUpper), $"{field.DeclaringType!.Name}.{field.Name} is '{name}'");
        }

        Assert.Equal(count, types.Count);
    }

    [Fact]
    public void The_words_of_a_message_are_spelled_alike()
    {
        Assert.Equal("\"relay\"", JsonSerializer.Serialize(OriginKind.Relay, StoreJson.Default.OriginKind));
        Assert.Equal("\"8bitmime\"", JsonSerializer.Serialize(BodyType.EightBitMime, StoreJson.Default.BodyType));
        Assert.Equal("\"success, failure\"", JsonSerializer.Serialize(DsnNotify.Success | DsnNotify.Failure, StoreJson.Default.DsnNotify));
        Assert.Equal(DsnNotify.Success | DsnNotify.Delay, JsonSerializer.Deserialize("\"success, delay\"", StoreJson.Default.DsnNotify));
        Assert.Equal("\"opportunistic\"", JsonSerializer.Serialize(TlsPolicy.Opportunistic, StoreJson.Default.TlsPolicy));
    }
}
