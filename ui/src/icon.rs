//! Line icons on a 20-unit grid, in the colour of the surrounding text.

use leptos::prelude::*;

/// The icons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A problem.
    Alert,
    /// Yes, or success.
    Check,
    /// No, or none.
    Dash,
    /// A menu that opens downwards.
    Chevron,
    /// A menu of sections.
    Menu,
    /// A receipt.
    Receipt,
    /// A user.
    Person,
    /// A permission.
    Key,
    /// A session.
    Device,
    /// A document.
    Page,
    /// A password.
    Lock,
    /// A fork of the project.
    Fork,
    /// A mail.
    Mail,
    /// A phone or tablet.
    Phone,
    /// Information.
    Info,
    /// Remove.
    Close,
    /// An increase.
    Up,
    /// A decrease.
    Down,
    /// A shopping cart.
    Cart,
}

impl Shape {
    const fn path(self) -> &'static str {
        match self {
            Self::Alert => "M17.25 10a7.25 7.25 0 1 1-14.5 0 7.25 7.25 0 0 1 14.5 0zM10 6.5v4M10 13.4v.1",
            Self::Check => "m4.5 10.5 3.75 3.75 7.25-8",
            Self::Dash => "M6.5 10h7",
            Self::Chevron => "m6 8 4 4 4-4",
            Self::Menu => "M3.5 6h13M3.5 10h13M3.5 14h13",
            Self::Receipt => "M5 2.75h10v14.5l-2.5-1.5-2.5 1.5-2.5-1.5L5 17.25zM8 7h4M8 10.5h4",
            Self::Person => {
                "M13.25 6.75a3.25 3.25 0 1 1-6.5 0 3.25 3.25 0 0 1 6.5 0zM3.75 17c.6-3.2 3-5 6.25-5s5.65 1.8 6.25 5"
            }
            Self::Key => "M10.25 13.25a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0zM9.3 10.7l7.2-7.2M13 7l2.5 2.5",
            Self::Device => {
                "M4.25 3.75h11.5a1.5 1.5 0 0 1 1.5 1.5v6.5a1.5 1.5 0 0 1-1.5 1.5H4.25a1.5 1.5 0 0 1-1.5-1.5v-6.5a1.5 1.5 \
                 0 0 1 1.5-1.5zM7 16.75h6M10 13.5v3"
            }
            Self::Page => "M5 2.75h6.5L15 6.25v11H5zM11 3v3.5h3.75",
            Self::Lock => {
                "M5.75 9h8.5a1.5 1.5 0 0 1 1.5 1.5v5a1.5 1.5 0 0 1-1.5 1.5h-8.5a1.5 1.5 0 0 1-1.5-1.5v-5a1.5 1.5 0 0 1 \
                 1.5-1.5zM6.75 9V6.5a3.25 3.25 0 0 1 6.5 0V9"
            }
            Self::Mail => {
                "M4.25 4.5h11.5a1.5 1.5 0 0 1 1.5 1.5v8a1.5 1.5 0 0 1-1.5 1.5H4.25a1.5 1.5 0 0 1-1.5-1.5V6a1.5 1.5 0 0 1 \
                 1.5-1.5zM3.25 5.5 10 10.75l6.75-5.25"
            }
            Self::Phone => {
                "M7 2.75h6a1.5 1.5 0 0 1 1.5 1.5v11.5a1.5 1.5 0 0 1-1.5 1.5H7a1.5 1.5 0 0 1-1.5-1.5V4.25A1.5 1.5 0 0 1 7 \
                 2.75zM9.25 14.75h1.5"
            }
            Self::Close => "m6 6 8 8M14 6l-8 8",
            Self::Up => "M10 15.5v-11M5.5 9 10 4.5 14.5 9",
            Self::Down => "M10 4.5v11M5.5 11l4.5 4.5 4.5-4.5",
            Self::Cart => "M3 7.5h14l-1.5 9h-11zM6.5 7.5 9 3M13.5 7.5 11 3M8 10.5v3M12 10.5v3",
            Self::Info => "M17.25 10a7.25 7.25 0 1 1-14.5 0 7.25 7.25 0 0 1 14.5 0zM10 9.5v4M10 6.6v-.1",
            Self::Fork => {
                "M7.25 4.5a1.75 1.75 0 1 1-3.5 0 1.75 1.75 0 0 1 3.5 0zM16.25 4.5a1.75 1.75 0 1 1-3.5 0 1.75 1.75 0 0 1 \
                 3.5 0zM11.75 15.5a1.75 1.75 0 1 1-3.5 0 1.75 1.75 0 0 1 3.5 0zM5.5 6.25v1.25c0 1.5 1 2.5 2.5 2.5h4c1.5 0 \
                 2.5-1 2.5-2.5V6.25M10 10v3.75"
            }
        }
    }
}

/// An icon. It is hidden from screen readers, because the text beside it says the same.
#[component]
pub fn Icon(
    /// The icon.
    shape: Shape,
    /// The modifier class: `yes` or `no`, if the icon is the value of a table cell.
    #[prop(optional)]
    tone: Option<&'static str>,
) -> impl IntoView {
    let class = tone.map_or_else(|| "icon".to_owned(), |tone| format!("icon icon--{tone}"));
    view! {
        <svg class=class viewBox="0 0 20 20" aria-hidden="true">
            <path d=shape.path() />
        </svg>
    }
}
