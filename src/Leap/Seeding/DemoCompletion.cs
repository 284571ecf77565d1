namespace Leap.Seeding;

public sealed record DemoCompletion(DemoPerson Person, SeedModule Module, DateOnly CompletedOn, int ScorePercent)
{
    public static readonly string[] Columns = ["email", "module", "completed_on", "score"];

    public string[] ToRow() => [Person.Email, Module.Code, Cell.Of(CompletedOn), Cell.Of(ScorePercent)];
}
