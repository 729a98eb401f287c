//! The components of pages. `style/components` contains their styles under the same names.

mod access;
mod account_menu;
mod admin_layout;
mod authorized;
mod brand;
mod card_layout;
mod chart;
mod confirmation_card;
mod deletion_card;
mod description_list;
mod error_page;
mod event_badge;
pub mod fields;
mod filter;
mod footer;
mod form;
mod form_errors;
mod link_card;
mod list_table;
mod menu;
mod outcome_card;
mod page_header;
mod page_layout;
mod page_status;
mod page_title;
mod pager;
mod post_button;
pub mod provider_buttons;
mod provider_logo;
mod relative_time;
mod role_badge;
mod role_table;
mod settings_card;
mod settings_layout;
mod sign_up_link;
mod sparkline;
mod status;
mod tile;
mod top_bar;
mod trend;
mod unconfirmed_banner;

pub use self::{
    access::Access,
    account_menu::AccountMenu,
    admin_layout::{AdminBar, AdminLayout},
    authorized::Authorized,
    brand::Brand,
    card_layout::CardLayout,
    chart::{Bar, Chart, ChartTable, Unit},
    confirmation_card::ConfirmationCard,
    deletion_card::DeletionCard,
    description_list::{Description, DescriptionList},
    error_page::ErrorPage,
    event_badge::EventBadge,
    fields::{
        CheckBox, CheckboxGroup, FlagField, HiddenField, NewPasswordField, PasswordField, ProfileDescription,
        ProfileFields, SelectField, TextArea, TextField,
    },
    filter::{FilterSelect, FilterText},
    footer::Footer,
    form::{Button, Form},
    form_errors::FormErrors,
    link_card::LinkCard,
    list_table::{Column, ListTable, Order},
    menu::MenuLinks,
    outcome_card::OutcomeCard,
    page_header::{Breadcrumbs, PageHeader},
    page_layout::PageLayout,
    page_status::PageStatus,
    page_title::PageTitle,
    pager::Pager,
    post_button::PostButton,
    provider_buttons::ProviderButtons,
    provider_logo::ProviderLogo,
    relative_time::RelativeTime,
    role_badge::RoleBadge,
    role_table::RoleTable,
    settings_card::SettingsCard,
    settings_layout::SettingsLayout,
    sign_up_link::SignUpLink,
    sparkline::Sparkline,
    status::Status,
    tile::Tile,
    top_bar::TopBar,
    trend::Trend,
    unconfirmed_banner::UnconfirmedBanner,
};
pub use ui::{CsrfToken, Icon, icon::Shape, islands::SelectedCount};
