use super::canvas::{Canvas, NARROW, WIDE};
use super::*;
use crate::measure::Measure;
use formula::number::Decimal;
use formula::standing::Standing;
use formula::words::Language;

fn decimal(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

/// Thirty-eight items with the longest names there are.
fn items() -> Vec<Item> {
    (0..38_i64)
        .map(|n| {
            let name =
                if n % 3 == 0 { "Elez Han (Đeneral Janković)" } else { "Južna Mitrovica" };
            let value = (n % 11 != 10).then(|| Decimal::from_i64(n * n * 731 - 9000));
            Item::new(format!("{name} {n}"), value)
                .href(format!("/m/{n}"))
                .standing(Standing::ALL[usize::try_from(n % 5).unwrap()])
                .marked(n == 7)
        })
        .collect()
}

fn tiles() -> Vec<Tile> {
    (0..38_u16)
        .map(|n| {
            let value = (n != 5).then(|| Decimal::from_i64(i64::from(n) * 40_000 + 312_450));
            Tile::new((n % 7, n / 7), "Prishtinë e Re", "Elez Han (Đeneral Janković)", value)
                .href("/sq/m/1")
                .standing(Standing::Assumed)
                .marked(n == 2)
        })
        .collect()
}

fn all_pictures() -> Vec<Picture> {
    let euro = Measure::euro();
    let steps = vec![
        Step::level("Last year", decimal("290000")),
        Step::change("Need by population", decimal("30000.5")).detail("Law 03/L-049, art. 24"),
        Step::change("Cap", decimal("-7550")).href("#cap").standing(Standing::Assumed),
        Step::level("This year", decimal("312450.5")),
    ];
    let lines = (0..38)
        .map(|n| {
            SlopeLine::new(
                "Elez Han (Đeneral Janković)",
                Some(Decimal::from_i64(n)),
                (n != 3).then(|| Decimal::from_i64(40 - n)),
            )
            .marked(n == 4)
            .href("/m")
        })
        .collect();
    vec![
        TileMap::new(tiles(), euro.clone()).into(),
        TileMap::changes(tiles(), Measure::percent(1)).into(),
        Bars::new(items(), euro.clone()).into(),
        Bars::changes(items(), euro.clone()).into(),
        Bars::in_order(Vec::new(), euro.clone()).into(),
        DotPlot::new(items(), euro.clone()).with_median(Language::Sq).into(),
        DotPlot::new(Vec::new(), euro.clone()).into(),
        Waterfall::new(steps, euro.clone()).into(),
        Waterfall::new(Vec::new(), euro.clone()).into(),
        Slope::new("2025", "2026", lines, euro.clone()).into(),
        Slope::new("2025", "2026", Vec::new(), euro).into(),
    ]
}

fn frame() -> Frame {
    Frame::new("c", "Junik <gains> & leads", "EUR, 2026", "Source: run 4, 22.11.2026")
}

/// The texts of a drawing with their estimated boxes: left, top, right, bottom.
fn boxes(svg: &str) -> Vec<(String, [f64; 4])> {
    svg.split("<text ")
        .skip(1)
        .map(|piece| {
            let attribute = |name: &str| {
                piece.split(&format!("{name}=\"")).nth(1).and_then(|r| r.split('"').next())
            };
            let words = piece.split('>').nth(1).and_then(|r| r.split('<').next()).unwrap();
            let words = words.replace("&amp;", "&");
            let class = attribute("class").unwrap();
            let size = match class {
                c if c.contains("detail") || c.contains("axis") || c.contains("text") => 12.0,
                c if c.contains("tile-name") => 12.0,
                _ => 14.0,
            };
            let (x, y): (f64, f64) = (
                attribute("x").unwrap().parse().unwrap(),
                attribute("y").unwrap().parse().unwrap(),
            );
            // The estimate is on the safe side; real faces are narrower.
            let width = super::lettering::width_of(&words, size) * 0.92;
            let left = match attribute("text-anchor") {
                Some("middle") => x - width / 2.0,
                Some("end") => x - width,
                _ => x,
            };
            (words, [left, y - size * 0.75, left + width, y + size * 0.2])
        })
        .collect()
}

/// Goal: text never overlaps and never leaves the drawing, with 38 rows of the longest names,
/// wide and narrow. Method: boxes of all texts of every picture compared in pairs.
#[test]
fn texts_do_not_overlap() {
    for (at, picture) in all_pictures().into_iter().enumerate() {
        for width in [WIDE, NARROW] {
            let canvas = Canvas { width, language: Language::SrLatn, links: true };
            let drawing = picture.draw(&canvas);
            let boxes = boxes(drawing.body.as_str());
            for (i, (words, one)) in boxes.iter().enumerate() {
                let inside = one[0] >= -1.0 && one[2] <= drawing.width + 1.0;
                assert!(inside && one[3] <= drawing.height + 1.0, "{at} {width} {words} {one:?}");
                for (others, other) in &boxes[i + 1..] {
                    let apart = one[2] <= other[0]
                        || other[2] <= one[0]
                        || one[3] <= other[1]
                        || other[3] <= one[1];
                    assert!(apart, "{at} {width}: {words} {one:?} and {others} {other:?}");
                }
            }
        }
    }
}

/// Goal: every chart has its name, a table behind it and no faulty markup, in each language.
/// Method: the page markup of every picture.
#[test]
fn charts_are_whole() {
    for picture in all_pictures() {
        for language in Language::ALL {
            let html = Chart::new(frame(), picture.clone()).to_html(language).into_string();
            assert!(html.contains("id=\"c-title\"") && html.contains("<table"));
            assert!(picture.is_empty() || html.contains("aria-labelledby=\"c-title\""));
            assert!(html.contains("Junik &lt;gains&gt; &amp; leads"));
            assert!(!html.contains('⟦') && !html.contains("NaN") && !html.contains("inf\""));
            assert!(!html.contains(" style="));
        }
    }
}

/// Goal: the file to take away stands alone. Method: tags balance, no token, no link is left.
#[test]
fn standalone_stands_alone() {
    for picture in all_pictures() {
        let svg = Chart::new(frame(), picture).to_standalone_svg(Language::Sq);
        assert!(svg.contains("xmlns=\"http://www.w3.org/2000/svg\"") && svg.contains("<style>"));
        assert!(!svg.contains("var(") && !svg.contains("<a ") && !svg.contains("⟦"));
        assert_eq!(svg.matches("<g").count(), svg.matches("</g>").count());
        assert_eq!(svg.matches("<text").count(), svg.matches("</text>").count());
        assert!(svg.contains("Source: run 4, 22.11.2026"));
    }
}

/// Goal: a tile is a door with a name that says the figure with unit and standing.
/// Method: one tile of a small map.
#[test]
fn tile_has_a_name() {
    let tile = Tile::new((3, 2), "Prishtinë", "Prishtina", Some(decimal("312450")))
        .href("/en/m/19")
        .standing(Standing::Assumed);
    let html = Chart::new(frame(), TileMap::new(vec![tile], Measure::euro()))
        .to_html(Language::En)
        .into_string();
    assert!(html.contains("<title>Prishtina: 312,450\u{a0}EUR (assumed)</title>"), "{html}");
    assert!(html.contains("data-column=\"3\""));
}

/// Goal: the markup of a waterfall and of bars stays as read. Method: snapshots of small ones.
#[test]
fn small_pictures() {
    let canvas = Canvas { width: WIDE, language: Language::En, links: true };
    let steps = vec![
        Step::level("Last year", decimal("100")),
        Step::change("Cap", decimal("-25")).detail("art. 9").href("#cap"),
        Step::level("This year", decimal("75")),
    ];
    let waterfall = Waterfall::new(steps, Measure::euro()).draw(&canvas).body.into_string();
    insta::assert_snapshot!("waterfall", waterfall.replace("><", ">\n<"));
    let items = vec![
        Item::new("A", Some(decimal("1"))),
        Item::new("B", None),
        Item::new("C", Some(decimal("-2"))).standing(Standing::Estimated),
    ];
    let bars = Bars::changes(items, Measure::euro()).draw(&canvas).body.into_string();
    insta::assert_snapshot!("changes", bars.replace("><", ">\n<"));
}

/// Goal: the median is exact. Method: odd, even and no values.
#[test]
fn median_is_exact() {
    let values = |v: &[i64]| v.iter().map(|n| Decimal::from_i64(*n)).collect::<Vec<_>>();
    assert_eq!(median(&values(&[3, 1, 2])), Some(Decimal::from_i64(2)));
    assert_eq!(median(&values(&[4, 1, 3, 9])), Some(decimal("3.5")));
    assert_eq!(median(&[]), None);
}
