using System.Text.RegularExpressions;
using Leap.Locales;
using Leap.Members;
using Leap.Privacy;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Leap.Tests.Privacy;

/// <summary>Whoever adds a table or a column that knows people has to say what a download and an erasure do with it.</summary>
public sealed partial class DeclarationTests
{
    [Fact]
    public async Task Everything_in_the_model_that_knows_people_is_declared()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        await using var db = stage.OpenDb();

        Assert.Empty(Undeclared(db.Model, PersonalData.Tables));
    }

    [Fact]
    public async Task A_table_or_a_column_that_nobody_declared_would_be_seen()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        await using var db = stage.OpenDb();

        var without = Undeclared(db.Model, [.. PersonalData.Tables.Where(t => t.Name is not ("sales" or "mails"))]);

        Assert.Contains("Sale.PersonId", without);
        Assert.Contains("Sale.Note", without);
        Assert.Contains("Message.ToAddress", without);
    }

    [Fact]
    public async Task What_is_declared_is_in_the_model()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        await using var db = stage.OpenDb();

        var strangers = PersonalData.Tables
            .SelectMany(t => t.Knows.Select(name => (t.Entity, Name: name)))
            .Where(p => db.Model.FindEntityType(p.Entity)?.FindProperty(p.Name) is null)
            .Select(p => $"{p.Entity.Name}.{p.Name}");

        Assert.Empty(strangers);
    }

    [Fact]
    public void Every_table_has_a_file_name_of_its_own_and_a_text()
    {
        var english = Languages.Load().For("en");

        Assert.Equal(PersonalData.Tables.Count, PersonalData.Tables.Select(t => t.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(PersonalData.Tables, t => Assert.True(english.Has($"data.table.{t.Name}"), t.Name));
    }

    [Fact]
    public void What_is_deleted_or_blanked_says_how()
    {
        Assert.Empty(PersonalData.Tables.Where(t => t.Fate != Fate.Kept && t.Erase is null).Select(t => t.Name));
    }

    private static List<string> Undeclared(IModel model, IReadOnlyList<PersonalTable> tables)
    {
        var declared = tables.SelectMany(t => t.Knows.Select(name => $"{t.Entity.Name}.{name}")).ToHashSet(StringComparer.Ordinal);
        declared.UnionWith(PersonalData.NobodysProperties);
        return
        [
            .. model.GetEntityTypes().Where(e => !e.IsOwned())
                .SelectMany(e => e.GetProperties().Where(p => Knows(e, p)).Select(p => $"{e.ClrType.Name}.{p.Name}"))
                .Where(name => !declared.Contains(name)),
        ];
    }

    /// <summary>A reference to a person, a property that is called after one, or free words in a table that refers to people.</summary>
    private static bool Knows(IEntityType entity, IProperty property)
    {
        var isReference = property.GetContainingForeignKeys().Any(k => k.PrincipalEntityType.ClrType == typeof(Person));
        var isOfPeople = entity.ClrType == typeof(Person)
            || entity.GetForeignKeys().Any(k => k.PrincipalEntityType.ClrType == typeof(Person));
        return isReference
            || (property.ClrType == typeof(long) || property.ClrType == typeof(long?)) && Ids().IsMatch(property.Name)
            || property.ClrType == typeof(string) && (Names().IsMatch(property.Name) || (isOfPeople && Words().IsMatch(property.Name)));
    }

    [GeneratedRegex(
        "^(Person|User|Owner|Actor|Seller|Inviter|Member|Requester|Staff|Holder)Id$|ById$|By$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Ids();

    [GeneratedRegex("Name$|Email|Address|Phone|Alias|^Ip|Agent|Device|Label|SellerCode", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Names();

    [GeneratedRegex("Note|Comment|Text|Message|Wish|Answer$|Why|Remark", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Words();
}
