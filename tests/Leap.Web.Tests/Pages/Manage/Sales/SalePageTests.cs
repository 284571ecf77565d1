using System.Net;
using Leap.Mail;
using Leap.Sales;
using Leap.Web.Tests.Pages.Sales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Tests.Pages.Manage.Sales;

public sealed class SalePageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task The_evidence_names_customer_prices_sell_out_and_pace()
    {
        var client = await site.SignInAsync("manager");

        var page = await client.PageAsync($"/manage/sales/{await site.SaleIdAsync("INV-2")}");

        Assert.Equal(4, page.QuerySelectorAll(".evidence-item").Length);
        Assert.Equal(3, page.QuerySelectorAll(".evidence-item.is-for").Length);
        Assert.Contains("105", page.QuerySelector(".evidence")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_approved_sale_leads_to_the_next_with_a_way_back_and_a_mail_is_owed()
    {
        var id = await site.ReportAsync("Ben Carter", "OK-1");
        await site.ReportAsync("Ben Carter", "OK-2");
        var client = await site.SignInAsync("manager");
        var page = await client.PageAsync($"/manage/sales/{id}");

        var answer = await client.PostAsync($"/manage/sales/{id}?handler=Approve", page);

        var next = await client.PageAsync(answer.Headers.Location!.OriginalString);
        Assert.NotEqual($"/manage/sales/{id}", answer.Headers.Location!.OriginalString);
        Assert.NotNull(next.QuerySelector($".notice a[href='/manage/sales/{id}']"));
        Assert.Equal(SaleState.Approved, (await site.SaleAsync("OK-1")).State);
        Assert.True(await site.ReadAsync(db => db.Set<Message>().AnyAsync(m => m.Key == $"sale-decided/{id}")));
    }

    [Fact]
    public async Task A_second_decision_is_refused_in_words()
    {
        var id = await site.ReportAsync("Ben Carter", "TWICE-1");
        var client = await site.SignInAsync("manager");
        var page = await client.PageAsync($"/manage/sales/{id}");
        await client.PostAsync($"/manage/sales/{id}?handler=Approve", page);

        var answer = await client.PostAsync($"/manage/sales/{id}?handler=Reject", page, ("Input.Reason", "ProofMissing"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var back = await answer.DocumentAsync();
        var notice = back.QuerySelector(".notice.is-danger")!.TextContent;
        Assert.Contains(site.In("en")["refusal.DecideSales.AlreadyDecided"], notice, StringComparison.Ordinal);
        Assert.Null(back.QuerySelector("form[action*=Approve]"));
        Assert.Equal(SaleState.Approved, (await site.SaleAsync("TWICE-1")).State);
    }

    [Fact]
    public async Task A_rejection_needs_a_reason_and_another_reason_needs_words()
    {
        var id = await site.ReportAsync("Ben Carter", "WHY-1");
        var client = await site.SignInAsync("manager");
        var page = await client.PageAsync($"/manage/sales/{id}");

        var without = await (await client.PostAsync($"/manage/sales/{id}?handler=Reject", page, ("Input.Note", "kept"))).DocumentAsync();
        var other = await (await client.PostAsync($"/manage/sales/{id}?handler=Reject", page, ("Input.Reason", "Other"))).DocumentAsync();

        Assert.Equal(site.In("en")["error.required"], without.Fault("reason-error"));
        Assert.Equal("kept", without.QuerySelector("textarea")!.TextContent.Trim());
        Assert.True(without.QuerySelector("details.is-danger")!.HasAttribute("open"));
        Assert.Equal(site.In("en")["review.note.required"], other.Fault("note-error"));
        Assert.NotNull(other.QuerySelector("input[value=Other][checked]"));
        Assert.Equal(SaleState.Submitted, (await site.SaleAsync("WHY-1")).State);
    }

    [Fact]
    public async Task A_rejection_keeps_its_reason_and_note()
    {
        var id = await site.ReportAsync("Ben Carter", "NO-1");
        var client = await site.SignInAsync("manager");
        var page = await client.PageAsync($"/manage/sales/{id}");

        var answer = await client.PostAsync(
            $"/manage/sales/{id}?handler=Reject", page, ("Input.Reason", "NotOurProduct"), ("Input.Note", " Line 1 "));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var sale = await site.ReadAsync(db => db.Set<Sale>().SingleAsync(s => s.Id == id));
        Assert.Equal((RejectionReason.NotOurProduct, "Line 1"), (sale.Rejection!.Value, sale.Note));
    }

    [Fact]
    public async Task Only_managers_open_it_and_an_unknown_sale_is_404()
    {
        var manager = await site.SignInAsync("manager");
        var seller = await site.SignInAsync("seller");

        Assert.Equal(HttpStatusCode.NotFound, await manager.StatusAsync("/manage/sales/999999"));
        Assert.Equal(HttpStatusCode.NotFound, await seller.StatusAsync($"/manage/sales/{await site.SaleIdAsync("INV-2")}"));
    }
}
