using Leap.Tests.Engines;

namespace Leap.Tests.Imports;

public sealed class SeedFileTests
{
    public static TheoryData<string> Files { get; } =
    [
        "baseline/countries.csv", "demo/products.csv", "demo/rates.csv", "demo/distributors.csv", "demo/promotions.csv", "demo/badges.csv",
        "demo/rewards.csv", "demo/courses.en.csv",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_seed_file_goes_in_whole_and_a_second_time_changes_nothing(string file)
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite, file == "demo/promotions.csv" ? ["baseline/countries.csv"] : []);
        var subject = Path.GetFileName(file).Split('.')[0];

        var first = await desk.ImportTextAsync(subject, Checkout.Read($"seed-data/{file}"));
        var second = await desk.ImportTextAsync(subject, Checkout.Read($"seed-data/{file}"));

        Assert.Null(first.Refusal);
        Assert.Empty(first.Bad);
        Assert.Equal((first.Rows, 0), (first.Added, first.Unchanged));
        Assert.Empty(second.Bad);
        Assert.Equal((second.Rows, 0, 0), (second.Unchanged, second.Added, second.Changed));
    }
}
